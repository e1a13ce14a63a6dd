package io.flamingock.internal.run;

import io.flamingock.api.Outcome;
import io.flamingock.api.State;
import io.flamingock.audit.AuditStoreException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows the user's method: how it ended is recorded and told, and the run stops unless it succeeded. */
final class Conclusion {

    private static final Logger LOG = LoggerFactory.getLogger(Conclusion.class);

    private final Holding holding;
    private final Recorder recorder;
    private final Listeners listeners;
    private final Consumer<Outcome> tally;

    Conclusion(Holding holding, Listeners listeners, Consumer<Outcome> tally) {
        this.holding = holding;
        this.recorder = holding.recorder();
        this.listeners = listeners;
        this.tally = tally;
    }

    /** Of an attempt in mode SHARED: its ending is in the log already. */
    void ofRecorded(Attempt attempt, Ending ending) {
        tell(ending.outcome(attempt));
        if (!ending.isSuccessOf(attempt)) {
            throw RunStop.changeFailed(ending.failure(attempt), ending.thrown());
        }
        if (holding.lease().isLost() && !holding.confirm()) {
            throw RunStop.leaseLost("the lease was lost while change '"
                    + attempt.change().id() + "' ran; it has committed and is recorded, nothing more is started");
        }
    }

    /** Of any other attempt: a success is recorded with the intent of the next change, a failure at once. */
    void of(Attempt attempt, Ending ending) {
        AtomicBoolean own = new AtomicBoolean(true);
        Recorder.Ended outcome = new Recorder.Ended(holding.entries().ended(attempt, ending), isOwn -> {
            own.set(isOwn);
            tell(isOwn ? ending.outcome(attempt) : ending.late(attempt));
        });
        if (ending.isSuccessOf(attempt)) {
            recorder.keep(outcome);
            return;
        }
        recorder.record(outcome);
        throw own.get()
                ? RunStop.changeFailed(ending.failure(attempt), ending.thrown())
                : leaseLost(attempt, ending, false);
    }

    /** Of an attempt in mode NONE, whose rollback is called after a failure, if it has one. */
    void ofPlain(Attempt attempt, PlainAttempt plain, Ending ending) {
        boolean rollback = plain.hasBegun()
                && ending.state() == State.FAILED
                && attempt.change().canUndo();
        of(attempt, rollback || plain.wasCutOff() ? recordFirst(attempt, plain, ending, rollback) : ending);
    }

    /** Records it, and runs the rollback: only after FAILED stands in the log and the lease is confirmed. */
    private Ending recordFirst(Attempt attempt, PlainAttempt plain, Ending ending, boolean rollback) {
        AtomicBoolean own = new AtomicBoolean();
        boolean atOnce = recorder.record(new Recorder.Ended(holding.entries().ended(attempt, ending), own::set));
        // somebody else may have decided meanwhile
        if (rollback && atOnce && !plain.wasCutOff() && isConfirmed(attempt, ending)) {
            return plain.rollBack(ending);
        }
        tell(own.get() ? ending.outcome(attempt) : ending.late(attempt));
        throw leaseLost(attempt, ending, own.get());
    }

    private boolean isConfirmed(Attempt attempt, Ending failed) {
        try {
            return holding.confirm();
        } catch (AuditStoreException e) {
            LOG.warn(
                    "the rollback of change '{}' is not called, since the audit store does not answer: {}",
                    attempt.change().id(),
                    e.getMessage());
            tell(failed.failure(attempt));
            throw RunStop.changeFailed(failed.failure(attempt), failed.thrown());
        }
    }

    private static RunStop leaseLost(Attempt attempt, Ending ending, boolean own) {
        return RunStop.leaseLost(
                "the lease was lost while change '" + attempt.change().id() + "' ran"
                        + (own
                                ? ", and it was interrupted; " + ending.state() + " is recorded"
                                : "; its outcome is recorded as LATE, as evidence only"),
                own ? ending.outcome(attempt) : ending.late(attempt),
                ending.thrown());
    }

    private void tell(Outcome outcome) {
        tally.accept(outcome);
        if (outcome instanceof Outcome.Executed || outcome instanceof Outcome.Undone) {
            LOG.info(
                    "change '{}' on '{}' (mode {}): {}",
                    outcome.change().id(),
                    outcome.change().target(),
                    outcome.change().mode(),
                    outcome.describe());
        }
        listeners.tell(l -> l.afterChange(outcome));
    }
}
