package io.flamingock.audit;

import org.jspecify.annotations.Nullable;

/**
 * The audit store refuses, and trying again will not help: wrong credentials, no right, a table that is not ours, a
 * product or a format that is not known. Nothing was written.
 */
public sealed class StoreRefusedException extends AuditStoreException permits UnreadableEntryException {

    public StoreRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
