package io.flamingock.audit;

import io.flamingock.api.FlamingockException;
import org.jspecify.annotations.Nullable;

/** The audit store did not answer as it must; whether what was asked happened is not known. */
public class AuditStoreException extends FlamingockException {

    /**
     * For drivers.
     *
     * @param message what was asked of which database, and what it answered; no password in it
     * @param cause of the database; {@code null} for none
     */
    public AuditStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
