package io.flamingock.api;

import org.jspecify.annotations.Nullable;

/** A body has run, and the audit store could not be told; the next start finds {@link State#STARTED} and acts on it. */
public final class OutcomeNotRecordedException extends RunFailedException {

    public OutcomeNotRecordedException(String message, RunReport report, @Nullable Throwable cause) {
        super(message, report, cause);
    }
}
