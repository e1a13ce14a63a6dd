package io.flamingock.internal.run;

import io.flamingock.api.BlockedException;
import io.flamingock.api.Change;
import io.flamingock.api.Mode;
import io.flamingock.api.Outcome;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditStoreException;
import io.flamingock.audit.ErrorRecord;
import io.flamingock.internal.change.BuiltChange;
import io.flamingock.internal.change.WiredChange;
import io.flamingock.internal.plan.ChangeHistory;
import io.flamingock.targets.TransactionalTargetSystem;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What comes before the user's method: the change is built, and started only if nothing speaks against it. */
final class Preparation {

    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

    private final Holding holding;
    private final Journal journal;
    private final Recorder recorder;
    private final Listeners listeners;
    private final Consumer<Outcome> tally;
    private final Map<String, Optional<String>> withoutMarkers = new HashMap<>();

    Preparation(Holding holding, Listeners listeners, Consumer<Outcome> tally) {
        this.holding = holding;
        this.journal = holding.journal();
        this.recorder = holding.recorder();
        this.listeners = listeners;
        this.tally = tally;
    }

    /** Builds it, injects, and looks at stop requests and the lease, all before the intent. */
    Attempt prepare(Task task) {
        WiredChange wired = withMarkersOrNone(task);
        ChangeHistory past = journal.history().of(wired.change().id());
        Attempt attempt = new Attempt(
                wired,
                build(wired),
                task.operation(),
                past.nextAttempt(),
                past.isClean(),
                past.timesUndone(),
                task.decision());
        if (attempt.mode() == Mode.SHARED) {
            recorder.flush(); // inside the transaction of the next, its rollback would erase it
        }
        if (journal.isStale()) {
            recorder.flush();
            throw overtaken(attempt.change());
        }
        checkBeforeIntent(attempt.change());
        return attempt;
    }

    /** Without a right to create the markers a change counts as NONE. */
    private WiredChange withMarkersOrNone(Task task) {
        WiredChange wired = task.wired();
        if (Attempt.mode(wired.change(), task.operation()) != Mode.MARKED) {
            return wired;
        }
        TransactionalTargetSystem target = (TransactionalTargetSystem) wired.target();
        Optional<String> why = withoutMarkers.computeIfAbsent(target.name(), name -> prepareMarkers(wired, target));
        why.ifPresent(reason -> LOG.warn(
                "change '{}' runs in mode NONE, since target system '{}' cannot hold markers: {}",
                wired.change().id(),
                target.name(),
                reason));
        return why.map(reason -> wired.inMode(Mode.NONE, "no markers in '" + target.name() + "': " + reason))
                .orElse(wired);
    }

    private static Optional<String> prepareMarkers(WiredChange wired, TransactionalTargetSystem target) {
        try {
            return target.prepareMarkers();
        } catch (AuditStoreException | BlockedException refused) { // it says itself what is to be done
            throw refused;
        } catch (RuntimeException e) {
            throw UnreachableTarget.before(wired.change().id(), target.name(), e);
        }
    }

    private BuiltChange build(WiredChange wired) {
        try {
            return wired.build();
        } catch (Throwable thrown) {
            recorder.flush();
            throw notConstructed(wired.change(), thrown);
        }
    }

    private RunStop notConstructed(Change change, Throwable thrown) {
        State state =
                Objects.requireNonNullElse(journal.history().of(change.id()).state(), State.ROLLED_BACK);
        String error = "it could not be constructed, nothing of it was started: "
                + ErrorRecord.of(withCause(thrown)).summary();
        Outcome.Failed failed = new Outcome.Failed(change, 0, state, Duration.ZERO, error);
        tally.accept(failed);
        listeners.tell(l -> l.afterChange(failed));
        return RunStop.changeFailed(failed, thrown);
    }

    /** Of a static initialiser the JVM says at the second time only that it has thrown, and what in the cause. */
    private static Throwable withCause(Throwable thrown) {
        return thrown instanceof NoClassDefFoundError && thrown.getCause() instanceof ExceptionInInitializerError first
                ? first
                : thrown;
    }

    private void checkBeforeIntent(Change change) {
        if (holding.stop().isRequested()) {
            recorder.flush();
            throw RunStop.requested(holding.stop(), "before change '" + change.id() + "', which was not started", null);
        }
        if (holding.lease().isLost()) {
            recorder.flush();
            if (!holding.confirm()) {
                throw RunStop.leaseLost("the lease was lost before change '" + change.id() + "' was started");
            }
        }
    }

    /** Tells the listeners that it is about to run. */
    void announce(Attempt attempt) {
        listeners.tell(l -> l.beforeChange(attempt.change(), attempt.number()));
    }

    /** Appends the intent, with the outcome of the change before, and looks once more whether to go on. */
    AuditEntry intent(Attempt attempt) {
        if (!recorder.append(holding.entries().started(attempt))) {
            throw overtaken(attempt.change());
        }
        AuditEntry started = journal.history().of(attempt.change().id()).newest();
        announce(attempt); // a listener may take its time: we look after it
        // an answer that was lost may have been asked for again after somebody had taken over
        boolean lost = holding.lease().isLost() || (journal.isStale() && !journal.isStillOurs());
        if (lost || holding.stop().isRequested()) {
            throw notBegun(attempt, lost);
        }
        return started;
    }

    private RunStop notBegun(Attempt attempt, boolean lost) {
        Ending ending = Ending.of(attempt.undone(), null, 0, System.nanoTime()).with("begun", "no");
        recorder.record(new Recorder.Ended(holding.entries().ended(attempt, ending), own -> {}));
        String where = " between the intent and the body of change '"
                + attempt.change().id() + "', which was not begun";
        return lost
                ? RunStop.leaseLost("the lease was lost" + where)
                : RunStop.requested(holding.stop(), where.strip(), null);
    }

    private RunStop overtaken(Change change) {
        return journal.isStillOurs()
                ? RunStop.planAnew()
                : RunStop.leaseLost("another instance has taken over before change '" + change.id() + "' was started");
    }
}
