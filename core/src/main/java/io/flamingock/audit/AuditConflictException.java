package io.flamingock.audit;

import io.flamingock.api.FlamingockException;
import org.jspecify.annotations.Nullable;

/** The log is no longer where the caller last saw it: the number is taken, or the expected head is not there. */
public final class AuditConflictException extends FlamingockException {

    public AuditConflictException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
