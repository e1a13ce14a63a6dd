package io.flamingock.internal.run;

import io.flamingock.api.Change;
import io.flamingock.api.Mode;
import io.flamingock.api.Operation;
import io.flamingock.api.Outcome;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.OperatorDecision;
import io.flamingock.audit.AuditStoreException;
import io.flamingock.audit.ErrorRecord;
import io.flamingock.internal.change.BuiltChange;
import io.flamingock.internal.change.WiredChange;
import io.flamingock.internal.plan.ChangeHistory;
import io.flamingock.targets.TransactionalTargetSystem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Attempts one change after another, each by its mode, while the lease is held (protocol §3, point 5). */
final class UnderLease {

    private static final Logger LOG = LoggerFactory.getLogger(UnderLease.class);

    private final Holding holding;
    private final Journal journal;
    private final Listeners listeners;
    private final Consumer<Outcome> tally;
    private final Map<String, Optional<String>> withoutMarkers = new HashMap<>();

    UnderLease(Holding holding, Listeners listeners, Consumer<Outcome> tally) {
        this.holding = holding;
        this.journal = holding.journal();
        this.listeners = listeners;
        this.tally = tally;
    }

    /** What is to be attempted, in order; {@code decision} is there where an operator asked for it. */
    record Task(
            WiredChange wired,
            Operation operation,
            @Nullable OperatorDecision decision) {}

    /**
     * Attempts one after the other; throws at the first that does not succeed. {@code false}: somebody wrote in between,
     * plan anew.
     */
    boolean attemptAll(List<Task> tasks) {
        for (Task task : tasks) {
            try {
                Attempt attempt = prepare(task);
                holding.lease().running(attempt.change().id());
                if (attempt.mode() == Mode.SHARED) {
                    begin(attempt);
                    finish(attempt, new SharedAttempt(holding, attempt, transactional(attempt.wired())).run(), true);
                } else {
                    AuditEntry started = intent(attempt);
                    if (attempt.mode() == Mode.MARKED) {
                        TransactionalTargetSystem target = transactional(attempt.wired());
                        finish(attempt, new MarkedAttempt(holding, attempt, target, started).run(), false);
                    } else {
                        PlainAttempt plain = new PlainAttempt(holding, attempt, started);
                        finish(attempt, afterPlain(attempt, plain, plain.run()), false);
                    }
                }
            } catch (RunStop stop) {
                if (stop.reason() == RunStop.Reason.PLAN_ANEW) {
                    return false;
                }
                throw stop;
            } finally {
                holding.lease().running(null);
            }
        }
        return true;
    }

    /** Builds it, injects, and looks at stop requests and the lease, all before the intent. */
    private Attempt prepare(Task task) {
        WiredChange wired = withMarkersOrNone(task.wired, task.operation);
        ChangeHistory past = journal.history().of(wired.change().id());
        Attempt attempt = new Attempt(
                wired,
                build(wired),
                task.operation,
                past.nextAttempt(),
                past.isClean(),
                past.timesUndone(),
                task.decision);
        if (attempt.mode() == Mode.SHARED) {
            journal.flush(); // inside the transaction of the next, its rollback would erase it
        }
        if (journal.isStale()) {
            journal.flush();
            throw overtaken(attempt.change());
        }
        checkBeforeIntent(attempt.change());
        return attempt;
    }

    /** Without a right to create the markers a change counts as NONE. */
    private WiredChange withMarkersOrNone(WiredChange wired, Operation operation) {
        Mode mode = operation == Operation.APPLY
                ? wired.change().mode()
                : Objects.requireNonNull(
                        wired.change().details().undoMode(), "only a change with a rollback is undone");
        if (mode != Mode.MARKED) {
            return wired;
        }
        TransactionalTargetSystem target = transactional(wired);
        Optional<String> why = withoutMarkers.computeIfAbsent(target.name(), name -> target.prepareMarkers());
        why.ifPresent(reason -> LOG.warn(
                "change '{}' runs in mode NONE, since target system '{}' cannot hold markers: {}",
                wired.change().id(),
                target.name(),
                reason));
        return why.map(reason -> wired.inMode(Mode.NONE, "no markers in '" + target.name() + "': " + reason))
                .orElse(wired);
    }

    private static TransactionalTargetSystem transactional(WiredChange wired) {
        return (TransactionalTargetSystem) wired.target();
    }

    private BuiltChange build(WiredChange wired) {
        try {
            return wired.build();
        } catch (Throwable thrown) {
            journal.flush();
            ChangeHistory past = journal.history().of(wired.change().id());
            State state = Objects.requireNonNullElse(past.state(), State.ROLLED_BACK);
            Outcome.Failed failed = new Outcome.Failed(
                    wired.change(),
                    0,
                    state,
                    java.time.Duration.ZERO,
                    "it could not be constructed, nothing of it was started: "
                            + ErrorRecord.of(thrown).summary());
            tell(failed);
            throw RunStop.changeFailed(failed, thrown);
        }
    }

    private void checkBeforeIntent(Change change) {
        if (holding.stop().isRequested()) {
            journal.flush();
            throw RunStop.requested("the run was stopped before change '" + change.id() + "': "
                    + holding.stop().reason());
        }
        if (holding.lease().isLost()) {
            journal.flush();
            if (!holding.confirm()) {
                throw RunStop.leaseLost("the lease was lost before change '" + change.id() + "' was started");
            }
        }
    }

    /** Appends the intent, with the outcome of the change before, and looks once more whether to go on. */
    private AuditEntry intent(Attempt attempt) {
        if (!journal.append(holding.entries().started(attempt))) {
            throw overtaken(attempt.change());
        }
        AuditEntry started = journal.history().of(attempt.change().id()).newest();
        begin(attempt); // a listener may take its time: we look after it
        // an answer that was lost may have been asked for again after somebody had taken over
        boolean lost = holding.lease().isLost() || (journal.isStale() && !journal.isStillOurs());
        if (lost || holding.stop().isRequested()) {
            Ending notBegun =
                    Ending.of(attempt.undone(), null, 0, System.nanoTime()).with("begun", "no");
            journal.record(new Journal.Outcome(holding.entries().ended(attempt, notBegun), own -> {}));
            String where = " between the intent and the body of change '"
                    + attempt.change().id() + "', which was not begun";
            throw lost
                    ? RunStop.leaseLost("the lease was lost" + where)
                    : RunStop.requested("the run was stopped" + where + ": "
                            + holding.stop().reason());
        }
        return started;
    }

    private RunStop overtaken(Change change) {
        return journal.isStillOurs()
                ? RunStop.planAnew()
                : RunStop.leaseLost("another instance has taken over before change '" + change.id() + "' was started");
    }

    private Ending afterPlain(Attempt attempt, PlainAttempt plain, Ending ending) {
        boolean rollback = ending.state() == State.FAILED && attempt.change().canUndo();
        if (!rollback && !plain.wasCutOff()) {
            return ending;
        }
        AtomicBoolean own = new AtomicBoolean();
        boolean atOnce = journal.record(new Journal.Outcome(holding.entries().ended(attempt, ending), own::set));
        // only after FAILED stands in the log and the lease is confirmed: somebody else may decide meanwhile
        if (rollback && atOnce && !plain.wasCutOff() && isConfirmedAfter(attempt, ending)) {
            return plain.rollBack(ending);
        }
        tell(own.get() ? known(attempt, ending) : late(attempt, ending));
        throw stopped(attempt, ending, own.get());
    }

    private boolean isConfirmedAfter(Attempt attempt, Ending recorded) {
        try {
            return holding.confirm();
        } catch (AuditStoreException e) {
            LOG.warn(
                    "the rollback of change '{}' is not called, since the audit store does not answer: {}",
                    attempt.change().id(),
                    e.getMessage());
            tell(failed(attempt, recorded));
            throw RunStop.changeFailed(failed(attempt, recorded), recorded.thrown());
        }
    }

    private void finish(Attempt attempt, Ending ending, boolean recorded) {
        boolean done = ending.state() == attempt.operation().done() && ending.thrown() == null;
        AtomicBoolean own = new AtomicBoolean(true);
        Journal.Outcome outcome = new Journal.Outcome(holding.entries().ended(attempt, ending), isOwn -> {
            own.set(isOwn);
            tell(isOwn ? known(attempt, ending) : late(attempt, ending));
        });
        if (recorded) {
            outcome.recorded().accept(true);
        } else if (done) {
            journal.keep(outcome);
        } else {
            journal.record(outcome);
        }
        if (!done) {
            throw own.get()
                    ? RunStop.changeFailed(failed(attempt, ending), ending.thrown())
                    : stopped(attempt, ending, false);
        }
        if (attempt.mode() == Mode.SHARED && holding.lease().isLost() && !holding.confirm()) {
            throw RunStop.leaseLost("the lease was lost while change '"
                    + attempt.change().id() + "' ran; it has committed and is recorded, nothing more is started");
        }
    }

    private static Outcome known(Attempt attempt, Ending ending) {
        if (ending.state() != attempt.operation().done() || ending.thrown() != null) {
            return failed(attempt, ending);
        }
        return attempt.operation() == Operation.APPLY
                ? new Outcome.Executed(attempt.change(), attempt.number(), ending.tries(), ending.duration())
                : new Outcome.Undone(attempt.change(), attempt.number(), ending.tries(), ending.duration());
    }

    private static Outcome.Failed failed(Attempt attempt, Ending ending) {
        String error = ending.error() == null
                ? ending.state().name()
                : Objects.requireNonNull(ending.error()).summary();
        return new Outcome.Failed(attempt.change(), attempt.number(), ending.state(), ending.duration(), error);
    }

    private static Outcome late(Attempt attempt, Ending ending) {
        return new Outcome.Unrecorded(
                attempt.change(),
                attempt.number(),
                "somebody else had started or decided meanwhile; " + ending.state() + " stands in the log as LATE");
    }

    private static RunStop stopped(Attempt attempt, Ending ending, boolean own) {
        return RunStop.leaseLost(
                "the lease was lost while change '" + attempt.change().id() + "' ran; "
                        + (own ? ending.state() + " is recorded" : "its outcome is recorded as LATE, as evidence only"),
                own ? known(attempt, ending) : late(attempt, ending),
                ending.thrown());
    }

    private void begin(Attempt attempt) {
        listeners.tell(l -> l.beforeChange(attempt.change(), attempt.number()));
    }

    private void tell(Outcome outcome) {
        tally.accept(outcome);
        if (outcome instanceof Outcome.Executed || outcome instanceof Outcome.Undone) {
            LOG.info(
                    "change '{}' on '{}' ({}): {}",
                    outcome.change().id(),
                    outcome.change().target(),
                    outcome.change().mode(),
                    outcome.describe());
        }
        listeners.tell(l -> l.afterChange(outcome));
    }
}
