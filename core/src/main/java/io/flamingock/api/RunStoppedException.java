package io.flamingock.api;

import org.jspecify.annotations.Nullable;

/** The run was asked to stop (interrupt, shutdown of the JVM) and did so between two changes, or while waiting. */
public final class RunStoppedException extends RunFailedException {

    /**
     * For the runner.
     *
     * @param message what happened, to which change, in which state it is, and what to do
     * @param report of what the run did until then; its lines follow the message
     * @param cause what was caught; {@code null} for nothing
     */
    public RunStoppedException(String message, RunReport report, @Nullable Throwable cause) {
        super(message, report, cause);
    }
}
