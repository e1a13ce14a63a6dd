package io.flamingock.tck;

import io.flamingock.targets.TransactionalTargetSystem;

/**
 * What the contract needs of a target system: a place in which nothing of Flamingock's exists at first, and a way to
 * have an effect there. Each test asks for a new one and closes it.
 */
public interface TargetFixture extends AutoCloseable {

    /**
     * Another target system on this place, as another process would open it; with a lock time-out of a few hundred
     * milliseconds. Serves 8 threads at once.
     *
     * @return a target system that shares nothing with the others but the place
     */
    TransactionalTargetSystem open();

    /** {@return the bound type through which effects are written} */
    Class<?> boundType();

    /**
     * Has an effect, as a body would: adds one row with this key by the bound object.
     *
     * @param bound as the body has got it
     * @param key what {@link #count} asks for
     * @throws Exception whatever the database throws
     */
    void write(Object bound, String key) throws Exception;

    /**
     * How many effects with this key are committed; asked outside of any transaction of ours.
     *
     * @param key as it was written
     * @return 0 where there are none
     */
    long count(String key);

    /**
     * Commits what was done so far, as a body could by what it is given, and lets the transaction go on: DDL, an own
     * {@code COMMIT}. {@code false}: impossible here; then {@code bodyCanCommit()} must be {@code false} as well.
     *
     * @param bound as the body has got it
     * @return whether it was possible
     * @throws Exception whatever the database throws
     */
    boolean commitBehindOurBack(Object bound) throws Exception;

    /**
     * Rolls back what was done so far behind the transaction's back and lets the body go on, as one that swallows a
     * deadlock. {@code false}: impossible here, all that follows fails.
     *
     * @param bound as the body has got it
     * @return whether it was possible
     * @throws Exception whatever the database throws
     */
    boolean undoBehindOurBack(Object bound) throws Exception;

    /** {@return what the database throws when it has undone the whole transaction; as real as possible} */
    Throwable undoneByDatabase();

    /**
     * Whether {@code occupy} and {@code settle} end a session that blocks them. Where they do not, the contract asserts
     * that what they throw names the session.
     *
     * @return whether they do
     */
    boolean endsBlockingSessions();

    /**
     * What the database calls the session of this bound object: the message of a blocked write must contain it.
     *
     * @param bound as the body has got it
     * @return a number, or another name
     * @throws Exception whatever the database throws
     */
    String session(Object bound) throws Exception;

    /** {@return what this really runs on, with its version: for the report, "PostgreSQL 18.6"} */
    String runsOn();

    /** Gives back what the fixture holds. */
    @Override
    void close();
}
