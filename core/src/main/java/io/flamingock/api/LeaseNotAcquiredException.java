package io.flamingock.api;

import org.jspecify.annotations.Nullable;

/** Another instance held the lease for longer than this one was told to wait; nothing was run. */
public final class LeaseNotAcquiredException extends RunFailedException {

    public LeaseNotAcquiredException(String message, RunReport report, @Nullable Throwable cause) {
        super(message, report, cause);
    }
}
