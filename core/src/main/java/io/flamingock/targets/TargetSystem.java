package io.flamingock.targets;

import java.util.List;

/**
 * A system that changes change, and the objects it offers them. One that has transactions is a
 * {@link TransactionalTargetSystem}; all others are {@link NonTransactionalTargetSystem}.
 */
public interface TargetSystem {

    /** {@return the name that {@code @TargetSystem} refers to; never empty, the same at every call} */
    String name();

    /**
     * The objects that are offered always, whether a transaction is open or not: clients, pools. What is done through
     * them is not part of any transaction of ours. The same list at every call.
     *
     * @return each with what it is offered as
     */
    List<Offered> unbound();
}
