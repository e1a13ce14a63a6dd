package io.flamingock.internal.run;

import io.flamingock.api.Outcome;
import org.jspecify.annotations.Nullable;

/** Ends a run from wherever it is; becomes the exception that the user sees, with the report. Never leaves the package. */
final class RunStop extends RuntimeException {

    enum Reason {
        CHANGE_FAILED,
        LEASE_LOST,
        NOT_RECORDED,
        STOP_REQUESTED,
        /** Somebody wrote in between and the lease is still ours: plan anew. */
        PLAN_ANEW
    }

    private final Reason reason;
    private final transient @Nullable Outcome outcome;

    private RunStop(Reason reason, String message, @Nullable Outcome outcome, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.reason = reason;
        this.outcome = outcome;
    }

    static RunStop changeFailed(Outcome outcome, @Nullable Throwable cause) {
        return new RunStop(Reason.CHANGE_FAILED, outcome.describe(), outcome, cause);
    }

    static RunStop leaseLost(String message) {
        return new RunStop(Reason.LEASE_LOST, message, null, null);
    }

    static RunStop leaseLost(String message, Outcome outcome, @Nullable Throwable cause) {
        return new RunStop(Reason.LEASE_LOST, message, outcome, cause);
    }

    static RunStop notRecorded(String message, Outcome outcome, Throwable cause) {
        return new RunStop(Reason.NOT_RECORDED, message, outcome, cause);
    }

    /** {@code what} was being done when it was asked to stop. */
    static RunStop requested(StopSignal stop, String what, @Nullable Throwable cause) {
        String message = "[" + stop.code() + "] the run was stopped " + what + ": " + stop.reason()
                + ". Start again to run what is pending";
        return new RunStop(Reason.STOP_REQUESTED, message, null, cause);
    }

    static RunStop planAnew() {
        return new RunStop(Reason.PLAN_ANEW, "somebody wrote in between", null, null);
    }

    Reason reason() {
        return reason;
    }

    /** What became of the change that was running, where one was. */
    @Nullable
    Outcome outcome() {
        return outcome;
    }

    String text() {
        return java.util.Objects.requireNonNullElse(getMessage(), reason.name());
    }
}
