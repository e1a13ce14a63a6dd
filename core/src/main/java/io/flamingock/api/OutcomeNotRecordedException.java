package io.flamingock.api;

import org.jspecify.annotations.Nullable;

/** A body has run, and the audit store could not be told; the next start finds {@link State#STARTED} and acts on it. */
public final class OutcomeNotRecordedException extends RunFailedException {

    /**
     * For the runner.
     *
     * @param message what happened, to which change, in which state it is, and what to do
     * @param report of what the run did until then; its lines follow the message
     * @param cause what was caught; {@code null} for nothing
     */
    public OutcomeNotRecordedException(String message, RunReport report, @Nullable Throwable cause) {
        super(message, report, cause);
    }
}
