package io.flamingock.api;

import org.jspecify.annotations.Nullable;

/** Another instance held the lease for longer than this one was told to wait; nothing was run. */
public final class LeaseNotAcquiredException extends RunFailedException {

    /**
     * For the runner.
     *
     * @param message what happened, to which change, in which state it is, and what to do
     * @param report of what the run did until then; its lines follow the message
     * @param cause what was caught; {@code null} for nothing
     */
    public LeaseNotAcquiredException(String message, RunReport report, @Nullable Throwable cause) {
        super(message, report, cause);
    }
}
