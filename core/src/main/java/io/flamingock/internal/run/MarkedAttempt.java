package io.flamingock.internal.run;

import io.flamingock.api.Outcome;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditStoreException;
import io.flamingock.audit.ErrorRecord;
import io.flamingock.targets.Marker;
import io.flamingock.targets.Settlement;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.targets.TransactionalTargetSystem;
import org.jspecify.annotations.Nullable;

/**
 * Mode MARKED (protocol §4): the intent is in the log; markers {@code BEGIN} and {@code END} commit together with the
 * effect in another database; the outcome follows in the log.
 */
final class MarkedAttempt {

    private final Holding holding;
    private final Attempt attempt;
    private final TransactionalTargetSystem target;
    private final AuditEntry started;
    private final Marker marker;
    private final long startNanos = System.nanoTime();

    private int tries;
    private boolean left;
    private boolean cutOff;

    MarkedAttempt(Holding holding, Attempt attempt, AuditEntry started) {
        this.holding = holding;
        this.attempt = attempt;
        this.target = attempt.transactionalTarget();
        this.started = started;
        this.marker = new Marker(
                started.service(),
                attempt.change().id(),
                attempt.number(),
                started.chain().hash());
    }

    /** Runs it; its ending is still to be recorded. */
    Ending run() {
        while (true) {
            tries++;
            @Nullable Throwable thrown = tryOnce();
            if (thrown == null) {
                return ending(attempt.operation().done(), null);
            }
            boolean again = tries < SharedAttempt.TRIES
                    && !left
                    && !cutOff
                    && target.undoneByDatabase(thrown)
                    && !holding.stop().isRequested();
            if (!again) {
                if (left) {
                    keepBegin(thrown);
                }
                return settle(thrown);
            }
        }
    }

    private @Nullable Throwable tryOnce() {
        WatchedBody body = new WatchedBody(holding);
        try (TargetTransaction transaction = target.begin()) {
            try {
                transaction.insertBegin(marker);
                run(body, transaction);
                transaction.commit();
                return null;
            } catch (Throwable thrown) {
                rollBack(transaction, thrown);
                return thrown;
            } finally {
                cutOff = body.wasCutOff();
            }
        } catch (Throwable beginFailed) {
            return beginFailed;
        }
    }

    private void run(WatchedBody body, TargetTransaction transaction) throws Throwable {
        try {
            body.run(attempt, attempt.operation(), transaction, started.seq(), transaction::abort);
            insertEnd(transaction);
        } catch (Throwable thrown) {
            left = left || (!body.wasCutOff() && attempt.hasLeft(transaction, thrown));
            throw thrown;
        }
    }

    /** A {@code BEGIN} alone says to whoever settles, now or after a crash, that what became of it is unknown. */
    private void keepBegin(Throwable thrown) {
        try (TargetTransaction transaction = target.begin()) {
            transaction.insertBegin(marker);
            transaction.commit();
        } catch (RuntimeException failed) {
            thrown.addSuppressed(failed); // it is known here
        }
    }

    private void insertEnd(TargetTransaction transaction) {
        if (!transaction.insertEnd(marker)) {
            left = true;
            throw new IllegalStateException("the body has left the transaction that it was given: its BEGIN is gone");
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

    private Ending settle(Throwable thrown) {
        if (!isConfirmed()) {
            throw RunStop.leaseLost(
                    "the lease was lost while change '" + attempt.change().id() + "' ran; whoever holds it now reads"
                            + " from its marker what became of it",
                    new Outcome.Unrecorded(
                            attempt.change(),
                            attempt.number(),
                            "the lease was lost: " + ErrorRecord.of(thrown).summary()),
                    thrown);
        }
        Settlement settlement;
        try {
            settlement = Settling.ask(holding, target, marker, attempt.change());
        } catch (RunStop notAnswered) {
            if (!left) {
                throw notAnswered;
            }
            thrown.addSuppressed(notAnswered); // it is known without the marker, which may be missing
            return ending(attempt.operation().unknown(), thrown).with(Settling.LEFT, Settling.HAS_LEFT);
        }
        State state = switch (settlement) {
            case DONE -> attempt.operation().done();
            case UNDONE -> left ? attempt.operation().unknown() : attempt.undone();
            case UNKNOWN, FOREIGN -> attempt.operation().unknown();
        };
        Ending ending =
                ending(state, settlement == Settlement.DONE ? null : thrown).with(Settling.KEY, settlement.name());
        return left ? ending.with(Settling.LEFT, Settling.HAS_LEFT) : ending;
    }

    private boolean isConfirmed() {
        try {
            return holding.confirm();
        } catch (AuditStoreException e) {
            String message = "the audit store does not answer, so nobody may ask now whether change '"
                    + attempt.change().id() + "' has committed. The log says STARTED; the next start asks its marker";
            throw RunStop.notRecorded(message, new Outcome.Unrecorded(attempt.change(), attempt.number(), message), e);
        }
    }

    private Ending ending(State state, @Nullable Throwable thrown) {
        return Ending.of(state, thrown, tries, startNanos);
    }
}
