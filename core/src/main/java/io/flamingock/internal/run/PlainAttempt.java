package io.flamingock.internal.run;

import io.flamingock.api.Operation;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.internal.change.NotBegunException;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.targets.TransactionalTargetSystem;
import org.jspecify.annotations.Nullable;

/**
 * Mode NONE (protocol §4): intent, body, outcome. Where the body is given objects that are bound to a transaction beside
 * others that are not, the bound part still commits or rolls back as one.
 */
final class PlainAttempt {

    private final Holding holding;
    private final Attempt attempt;
    private final AuditEntry started;
    private final long startNanos = System.nanoTime();
    private boolean cutOff;
    private boolean begun = true;

    PlainAttempt(Holding holding, Attempt attempt, AuditEntry started) {
        this.holding = holding;
        this.attempt = attempt;
        this.started = started;
    }

    /** Runs it; its ending is still to be recorded. */
    Ending run() {
        @Nullable Throwable thrown = call(attempt.operation());
        if (thrown == null) {
            return ending(attempt.operation().done(), null);
        }
        return begun
                ? ending(attempt.operation().unknown(), thrown)
                : ending(attempt.undone(), thrown).with("begun", "no");
    }

    /** Whether its body was called: it is not where the target does not give what it was to get. */
    boolean hasBegun() {
        return begun;
    }

    /** Runs the rollback after a failure that is recorded, the lease being confirmed; its ending is to be recorded. */
    Ending rollBack(Ending failed) {
        @Nullable Throwable thrown = call(Operation.UNDO);
        if (thrown != null) {
            return ending(State.ROLLBACK_FAILED, thrown).afterBodyThrew(failed);
        }
        return ending(attempt.undone(), failed.thrown()).with("rollback", "its rollback ran to its end");
    }

    /** Whether the lease was lost while the body ran. */
    boolean wasCutOff() {
        return cutOff;
    }

    private @Nullable Throwable call(Operation which) {
        WatchedBody body = new WatchedBody(holding);
        try {
            if (attempt.wired().isBound(which)
                    && attempt.wired().target() instanceof TransactionalTargetSystem transactional) {
                callInTransaction(body, which, transactional);
            } else {
                body.run(attempt, which, null, started.seq(), () -> {});
            }
            return null;
        } catch (NotBegunException notBegun) {
            begun &= which != attempt.operation();
            return notBegun.why();
        } catch (Throwable thrown) {
            return thrown;
        } finally {
            cutOff |= body.wasCutOff();
        }
    }

    private void callInTransaction(WatchedBody body, Operation which, TransactionalTargetSystem target)
            throws Throwable {
        try (TargetTransaction transaction = begun(target)) {
            body.run(attempt, which, transaction, started.seq(), transaction::abort);
            transaction.commit();
        }
    }

    private static TargetTransaction begun(TransactionalTargetSystem target) throws NotBegunException {
        try {
            return target.begin();
        } catch (RuntimeException | Error e) {
            throw new NotBegunException(e);
        }
    }

    private Ending ending(State state, @Nullable Throwable thrown) {
        return Ending.of(state, thrown, 1, startNanos);
    }
}
