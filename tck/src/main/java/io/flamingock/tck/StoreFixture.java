package io.flamingock.tck;

import io.flamingock.audit.AuditStore;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * What the contract needs of a store: a place (a database, a schema, a set of table names) in which nothing of
 * Flamingock's exists at first. Each test asks for a new one and closes it.
 */
public interface StoreFixture extends AutoCloseable {

    /**
     * Another store on this place, as another process would open it; with a lock time-out of a few hundred
     * milliseconds, so that the tests of blocked writes are quick. Serves 8 threads at once. The test closes it.
     *
     * @return a store that shares nothing with the others but the place
     */
    AuditStore open();

    /** {@return whether nothing of Flamingock's was created in this place yet: no table, no row, no collection} */
    boolean isUntouched();

    /**
     * Lets this much time pass on the store's clock, 400 ms at most: moves the clock, or sleeps. Where nobody writes
     * beside a transaction any time may be asked for, and the clock is moved.
     *
     * @param time more than zero
     */
    void letPass(Duration time);

    /**
     * Lets it pass where the clock cannot be moved: for {@link #letPass}.
     *
     * @param time more than zero; the thread is not interrupted out of it
     */
    static void sleep(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }

    /**
     * Whether an append sees in the same statement that the expected head is missing or has another hash. Where it does
     * not (protocol §1), the contract asserts that the next read shows it.
     *
     * @return whether it looks
     */
    boolean looksAtExpectedHead();

    /**
     * Whether the log is read while a transaction has written there and is open. Where it is not (readers wait for
     * writers), the contract asserts that a read gives up.
     *
     * @return whether it is read
     */
    default boolean readsBesideTransactions() {
        return true;
    }

    /**
     * Whether leases are renewed and others write while a transaction has written there and is open. Where they are not
     * (one transaction writes at a time), the contract asserts that they give up and that the lease is not lost by it.
     *
     * @return whether they do
     */
    default boolean writesBesideTransactions() {
        return true;
    }

    /** {@return what this really runs on, with its version: for the report, "PostgreSQL 18.6"} */
    String runsOn();

    /** Gives back what the fixture holds. */
    @Override
    void close();
}
