package io.flamingock.internal.run;

import io.flamingock.api.RunReport;
import io.flamingock.api.TargetUnreachableException;
import io.flamingock.audit.ErrorRecord;
import io.flamingock.targets.Marker;

/** Ends a run that cannot go on without a target; becomes the exception that the user sees. Never leaves the package. */
final class UnreachableTarget extends RuntimeException {

    private final String target;
    private final String changeId;
    private final String consequence;

    private UnreachableTarget(String message, String target, String changeId, String consequence, Throwable cause) {
        super(message, cause, false, false);
        this.target = target;
        this.changeId = changeId;
        this.consequence = consequence;
    }

    /** Only its marker says what became of an attempt that was cut off. */
    static UnreachableTarget whenAskedFor(Marker marker, String target, RuntimeException cause) {
        return new UnreachableTarget(
                "target system '" + target + "' cannot be asked what became of change '" + marker.changeId()
                        + "' (attempt " + marker.attempt() + "), which was cut off: "
                        + ErrorRecord.of(cause).inFull()
                        + "\n  it is STARTED as before, and nothing was run: only its marker in that target system can tell"
                        + " whether its effect is there",
                target,
                marker.changeId(),
                "the next start asks it",
                cause);
    }

    /** Without a place for its marker a change is not started. */
    static UnreachableTarget before(String changeId, String target, RuntimeException cause) {
        return new UnreachableTarget(
                "change '" + changeId + "' was not started, for its target system '" + target + "' cannot be used: "
                        + ErrorRecord.of(cause).inFull(),
                target,
                changeId,
                "the next start runs what is pending",
                cause);
    }

    TargetUnreachableException seen(RunReport report) {
        return new TargetUnreachableException(
                getMessage() + "\n  see that target system '" + target
                        + "' answers and that nothing blocks it, then start again: " + consequence,
                target,
                changeId,
                report,
                getCause());
    }
}
