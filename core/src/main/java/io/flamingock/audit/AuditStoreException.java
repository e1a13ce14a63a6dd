package io.flamingock.audit;

import io.flamingock.api.FlamingockException;
import org.jspecify.annotations.Nullable;

/** The audit store did not answer as it must; whether what was asked happened is not known. */
public class AuditStoreException extends FlamingockException {

    public AuditStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
