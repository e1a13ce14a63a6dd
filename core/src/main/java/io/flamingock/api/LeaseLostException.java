package io.flamingock.api;

import org.jspecify.annotations.Nullable;

/** The lease was lost in the middle of a run; nothing more was started, and the log decides about what was running. */
public final class LeaseLostException extends RunFailedException {

    public LeaseLostException(String message, RunReport report, @Nullable Throwable cause) {
        super(message, report, cause);
    }
}
