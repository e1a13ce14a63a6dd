package io.flamingock.api;

import org.jspecify.annotations.Nullable;

/**
 * A target system does not answer, and without it the run cannot go on. Either a change was cut off in an earlier run,
 * and only its target can tell what became of it: nothing was run, the log says {@link State#STARTED} as before, and the
 * next start asks again. Or a change was about to be started whose marker that target is to hold: it was not started.
 */
public final class TargetUnreachableException extends RunFailedException {

    private final String target;
    private final String changeId;

    /**
     * For the runner.
     *
     * @param message what happened, to which change, in which state it is, and what to do
     * @param target the name of the target system
     * @param changeId the change that was cut off, or about to be started
     * @param report of what the run did until then; its lines follow the message
     * @param cause what was caught; {@code null} for nothing
     */
    public TargetUnreachableException(
            String message, String target, String changeId, RunReport report, @Nullable Throwable cause) {
        super(message, report, cause);
        this.target = target;
        this.changeId = changeId;
    }

    /** {@return the name of the target system} */
    public String target() {
        return target;
    }

    /** {@return the change that was cut off, or about to be started} */
    public String changeId() {
        return changeId;
    }
}
