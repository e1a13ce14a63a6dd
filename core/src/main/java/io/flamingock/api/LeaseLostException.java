package io.flamingock.api;

import org.jspecify.annotations.Nullable;

/** The lease was lost in the middle of a run; nothing more was started, and the log decides about what was running. */
public final class LeaseLostException extends RunFailedException {

    /**
     * For the runner.
     *
     * @param message what happened, to which change, in which state it is, and what to do
     * @param report of what the run did until then; its lines follow the message
     * @param cause what was caught; {@code null} for nothing
     */
    public LeaseLostException(String message, RunReport report, @Nullable Throwable cause) {
        super(message, report, cause);
    }
}
