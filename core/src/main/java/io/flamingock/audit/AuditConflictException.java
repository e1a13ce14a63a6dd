package io.flamingock.audit;

import io.flamingock.api.FlamingockException;
import org.jspecify.annotations.Nullable;

/** The log is no longer where the caller last saw it: the number is taken, or the expected head is not there. */
public final class AuditConflictException extends FlamingockException {

    /**
     * For drivers.
     *
     * @param message which number of which log is taken, or which head is not there
     * @param cause of the database; {@code null} where a count told
     */
    public AuditConflictException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
