package io.flamingock.api;

import org.jspecify.annotations.Nullable;

/**
 * A change was cut off in an earlier run, only its target system can tell what became of it, and that does not answer;
 * nothing was run. The log says {@link State#STARTED} as before, and the next start asks again.
 */
public final class TargetUnreachableException extends RunFailedException {

    private final String target;
    private final String changeId;

    public TargetUnreachableException(
            String message, String target, String changeId, RunReport report, @Nullable Throwable cause) {
        super(message, report, cause);
        this.target = target;
        this.changeId = changeId;
    }

    /** The name of the target system. */
    public String target() {
        return target;
    }

    /** The change that was cut off. */
    public String changeId() {
        return changeId;
    }
}
