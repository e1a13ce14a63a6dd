package io.flamingock.tck;

import java.util.Optional;

/** A place that a store and target systems have in common: the store can join the targets' transactions. */
public interface DriverFixture extends StoreFixture {

    /** {@return the target system on this place; the same at every call. Closing one of the two closes both} */
    TargetFixture target();

    /**
     * Why this place has no transactions; empty: it has. Then the target must say so too, what takes a transaction is
     * skipped, and the rest must pass.
     *
     * @return a reason, or nothing
     */
    Optional<String> withoutTransactions();
}
