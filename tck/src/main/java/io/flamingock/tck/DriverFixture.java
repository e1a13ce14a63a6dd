package io.flamingock.tck;

/** A place that a store and target systems have in common: the store can join the targets' transactions. */
public interface DriverFixture extends StoreFixture {

    /** The target system on this place; the same at every call. Closing one of the two closes both. */
    TargetFixture target();
}
