package io.flamingock.audit;

import org.jspecify.annotations.Nullable;

/**
 * The audit store refuses, and trying again will not help: wrong credentials, no right, a table that is not ours, a
 * product or a format that is not known. Nothing was written.
 */
public sealed class StoreRefusedException extends AuditStoreException permits UnreadableEntryException {

    /**
     * For drivers.
     *
     * @param message with its code, what the database refused, and what to do
     * @param cause of the database; {@code null} where this library refuses
     */
    public StoreRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
