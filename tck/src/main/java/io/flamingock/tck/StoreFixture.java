package io.flamingock.tck;

import io.flamingock.audit.AuditStore;
import java.time.Duration;

/**
 * What the contract needs of a store: a place (a database, a schema, a set of table names) in which nothing of
 * Flamingock's exists at first. Each test asks for a new one and closes it.
 */
public interface StoreFixture extends AutoCloseable {

    /**
     * Another store on this place, as another process would open it; with a lock time-out of a few hundred
     * milliseconds, so that the tests of blocked writes are quick. Serves 8 threads at once. The test closes it.
     */
    AuditStore open();

    /** Whether nothing of Flamingock's was created in this place yet: no table, no row, no collection. */
    boolean isUntouched();

    /** Lets this much time pass on the store's clock, 400 ms at most: moves the clock, or sleeps. */
    void letPass(Duration time);

    /**
     * Whether an append sees in the same statement that the expected head is missing or has another hash. Where it
     * does not (protocol §1), the contract asserts that the next read shows it.
     */
    boolean looksAtExpectedHead();

    /** What this really runs on, with its version: for the report, "PostgreSQL 18.6". */
    String runsOn();

    /** Gives back what the fixture holds. */
    @Override
    void close();
}
