package io.flamingock.internal.run;

import io.flamingock.api.BlockedException;
import io.flamingock.api.Outcome;
import io.flamingock.api.State;
import io.flamingock.audit.AuditConflictException;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditStoreException;
import io.flamingock.audit.Head;
import io.flamingock.audit.StoreRefusedException;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.targets.TransactionalTargetSystem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mode SHARED (protocol §4): effect and outcome commit in one transaction of the audit store's own database.
 *
 * <ol>
 *   <li>{@code STARTED} is the first statement inside. Where a body can commit, the outcome is inserted on the condition
 *       that it is the row before. Where the server keeps the transaction of a client that has died, as MongoDB does for a
 *       minute, it is what the next holder's fence collides with, and by which it finds that transaction and ends it.
 *   <li>If the commit is answered, both are there.
 *   <li>If anything else happens, the place after the head from before is occupied, which tells what is there: it goes
 *       in, so nothing is; it collides with our outcome, so all is; it collides with our {@code STARTED} alone, so
 *       somebody has committed behind our back.
 * </ol>
 */
final class SharedAttempt {

    static final int TRIES = 3;

    private final Holding holding;
    private final Journal journal;
    private final Attempt attempt;
    private final TransactionalTargetSystem target;
    private final Head before;
    private final AuditEntry started;
    private final long startNanos = System.nanoTime();

    private int tries;
    private boolean bodyBegun;
    private boolean left;
    private @Nullable AuditEntry done;

    SharedAttempt(Holding holding, Attempt attempt) {
        this.holding = holding;
        this.journal = holding.journal();
        this.attempt = attempt;
        this.target = attempt.transactionalTarget();
        this.before = journal.history().head();
        this.started = journal.next(holding.entries().started(attempt));
    }

    /** Runs it; when this returns, its ending is recorded. */
    Ending run() {
        while (true) {
            tries++;
            @Nullable Throwable thrown = tryOnce();
            if (thrown == null) {
                return done();
            }
            boolean again = tries < TRIES
                    && !left
                    && target.undoneByDatabase(thrown)
                    && !holding.stop().isRequested();
            if (!again) {
                if (!bodyBegun && tries == 1 && thrown instanceof AuditConflictException) {
                    planAnewIfSomethingCame();
                }
                return settle(thrown);
            }
        }
    }

    private @Nullable Throwable tryOnce() {
        bodyBegun = false;
        done = null;
        try (TargetTransaction transaction = target.begin()) {
            try {
                Head head = journal.log().append(before, List.of(started), transaction);
                bodyBegun = true;
                runBody(head, transaction);
                transaction.commit();
                return null;
            } catch (Throwable thrown) {
                rollBack(transaction, thrown);
                return thrown;
            }
        } catch (Throwable beginFailed) {
            return beginFailed;
        }
    }

    private void runBody(Head head, TargetTransaction transaction) throws Throwable {
        try {
            new WatchedBody(holding).run(attempt, attempt.operation(), transaction, head.seq(), null);
            appendDone(head, transaction);
        } catch (Throwable thrown) {
            left = left || attempt.hasLeft(transaction, thrown);
            throw thrown;
        }
    }

    /** Nothing may have come yet: a place is taken, too, while somebody's transaction that holds it is open. */
    private void planAnewIfSomethingCame() {
        List<AuditEntry> came = journal.read(before.seq());
        if (!came.isEmpty()) {
            journal.takeIn(came);
            throw somebodyElse();
        }
    }

    private void appendDone(Head head, TargetTransaction transaction) {
        AuditEntry outcome = AuditEntry.after(
                head,
                holding.entries().service(),
                holding.entries().ended(attempt, ending(attempt.operation().done(), null)));
        done = outcome;
        try {
            journal.log().append(head, List.of(outcome), transaction);
        } catch (AuditConflictException e) {
            left = target.bodyCanCommit();
            throw e;
        }
    }

    private static void rollBack(TargetTransaction transaction, Throwable thrown) {
        try {
            transaction.rollback();
        } catch (Throwable failed) {
            if (failed != thrown) {
                thrown.addSuppressed(failed); // settling finds out what is there
            }
        }
    }

    private Ending done() {
        AuditEntry outcome = java.util.Objects.requireNonNull(done, "a commit has an outcome in it");
        journal.takeIn(List.of(started, outcome));
        return ending(attempt.operation().done(), null);
    }

    private Ending settle(Throwable thrown) {
        Ending ending = ending(left ? attempt.operation().unknown() : attempt.undone(), thrown);
        if (left) {
            ending = ending.with(Settling.LEFT, Settling.HAS_LEFT);
        }
        try {
            return settle(
                    ending,
                    AuditEntry.after(
                            before,
                            holding.entries().service(),
                            holding.entries().ended(attempt, ending)));
        } catch (AuditStoreException | BlockedException e) {
            if (!bodyBegun && tries == 1 && e instanceof StoreRefusedException) {
                throw e; // nothing of the change can be there
            }
            throw RunStop.notRecorded(
                    "the audit store does not answer, so it is not known whether change '"
                            + attempt.change().id()
                            + "' has committed; effect and record are there both or neither, and the next start reads which",
                    new Outcome.Unrecorded(
                            attempt.change(), attempt.number(), "the audit store did not answer: " + e.getMessage()),
                    e);
        }
    }

    private Ending settle(Ending undone, AuditEntry entry) {
        if (journal.occupy(before, entry)) {
            return undone;
        }
        List<AuditEntry> came = journal.read(before.seq());
        if (came.isEmpty()) {
            throw journal.lostEntries(null);
        }
        AuditEntry first = came.get(0);
        if (!first.head().equals(started.head())) {
            journal.takeIn(came);
            throw somebodyElse();
        }
        if (came.size() > 1 && isDone(came.get(1))) {
            journal.takeIn(came);
            return ending(attempt.operation().done(), null);
        }
        return committedBehindOurBack(undone, came);
    }

    private Ending committedBehindOurBack(Ending undone, List<AuditEntry> came) {
        Ending unknown = undone.as(attempt.operation().unknown())
                .with("committed", "somebody has committed inside the transaction: DDL, or a COMMIT of the body");
        if (came.size() == 1) {
            AuditEntry entry = AuditEntry.after(
                    started.head(),
                    holding.entries().service(),
                    holding.entries().ended(attempt, unknown));
            journal.takeIn(came);
            if (journal.occupy(started.head(), entry)) {
                return unknown;
            }
            came = journal.read(started.seq());
            if (!came.isEmpty() && isDone(came.get(0))) {
                journal.takeIn(came);
                return ending(attempt.operation().done(), null);
            }
        }
        journal.takeIn(came);
        holding.recorder().record(new Recorder.Ended(holding.entries().ended(attempt, unknown), own -> {
            if (!own) {
                throw RunStop.leaseLost("somebody else has decided about change '"
                        + attempt.change().id() + "' meanwhile; what became of it here is recorded as LATE");
            }
        }));
        return unknown;
    }

    private RunStop somebodyElse() {
        return journal.isStillOurs()
                ? RunStop.planAnew()
                : RunStop.leaseLost("another instance has taken over while change '"
                        + attempt.change().id()
                        + "' was tried; nothing of that attempt is there, unless its body has committed by itself");
    }

    private boolean isDone(AuditEntry entry) {
        return done != null && entry.head().equals(done.head());
    }

    private Ending ending(State state, @Nullable Throwable thrown) {
        return Ending.of(state, thrown, tries, startNanos);
    }
}
