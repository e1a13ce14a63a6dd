package io.flamingock.internal.change;

import io.flamingock.api.ChangeContext;
import io.flamingock.api.Operation;
import io.flamingock.targets.TargetTransaction;
import org.jspecify.annotations.Nullable;

/** A change whose object exists and whose unbound arguments are there: ready to run. Used by one thread. */
public interface BuiltChange {

    /**
     * Runs {@code @Execution} or {@code @RollbackExecution} and throws what it threw. May be called again.
     *
     * @param transaction what bound parameters are bound to; {@code null} where {@link WiredChange#isBound} is false
     * @throws NotBegunException nothing was run: outside of a transaction a bound parameter could not be had
     * @throws IllegalStateException nothing was run: there is no such method, or it is bound and there is no
     *     transaction
     */
    void execute(Operation operation, @Nullable TargetTransaction transaction, ChangeContext context) throws Throwable;
}
