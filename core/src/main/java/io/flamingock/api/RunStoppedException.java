package io.flamingock.api;

import org.jspecify.annotations.Nullable;

/** The run was asked to stop (interrupt, shutdown of the JVM) and did so between two changes, or while waiting. */
public final class RunStoppedException extends RunFailedException {

    public RunStoppedException(String message, RunReport report, @Nullable Throwable cause) {
        super(message, report, cause);
    }
}
