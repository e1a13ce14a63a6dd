package io.flamingock.internal.run;

import io.flamingock.api.Change;
import io.flamingock.api.ChangeContext;
import io.flamingock.api.Mode;
import io.flamingock.api.Operation;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry.OperatorDecision;
import io.flamingock.internal.change.BuiltChange;
import io.flamingock.internal.change.IdempotencyKey;
import io.flamingock.internal.change.WiredChange;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.targets.TransactionalTargetSystem;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to apply or to undo a change, about to be run.
 *
 * @param number its number, from 1
 * @param clean whether nothing of any earlier attempt can be there, so that "rolled back" would hide nothing
 * @param timesUndone how often the change was undone before; what an idempotency key depends on
 * @param decision who asked for it; {@code null} unless an operator did
 */
record Attempt(
        WiredChange wired,
        BuiltChange built,
        Operation operation,
        int number,
        boolean clean,
        int timesUndone,
        @Nullable OperatorDecision decision) {

    Change change() {
        return wired.change();
    }

    Mode mode() {
        return mode(change(), operation);
    }

    /** The mode of the method that is to be run. */
    static Mode mode(Change change, Operation operation) {
        return operation == Operation.APPLY
                ? change.mode()
                : Objects.requireNonNull(change.details().undoMode(), "only a change with a rollback is undone");
    }

    /** The target system of an attempt that is not of mode NONE. */
    TransactionalTargetSystem transactionalTarget() {
        return (TransactionalTargetSystem) wired.target();
    }

    /** The state to record where nothing of this attempt is there (protocol §2). */
    State undone() {
        return operation == Operation.APPLY && !clean ? operation.unknown() : operation.undone();
    }

    /**
     * After a throw, and before the rollback: whether the body has left the transaction, so that the rollback may leave
     * something there. What has no answer to that is found out by settling.
     */
    boolean hasLeft(TargetTransaction transaction, Throwable thrown) {
        try {
            return transactionalTarget().bodyCanCommit() && !transaction.rollbackUndoesAll();
        } catch (Throwable notAnswered) {
            if (notAnswered != thrown) {
                thrown.addSuppressed(notAnswered);
            }
            return false;
        }
    }

    /** What a body may ask for; {@code which} is the method that is run, that of the attempt or the rollback after it. */
    ChangeContext context(Operation which, Entries entries, long fencingToken) {
        String key = IdempotencyKey.of(entries.service(), change().id(), which, timesUndone);
        return new ChangeContext(change().id(), which, number, entries.runId(), fencingToken, key);
    }
}
