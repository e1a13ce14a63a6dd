package io.flamingock.targets;

/**
 * One open transaction of a target. Used by one thread, except {@link #abort}. {@link #close} is called once, always,
 * and rolls back what is neither committed nor rolled back.
 */
public interface TargetTransaction extends AutoCloseable {

    /**
     * The object of a bound type, bound to this transaction: the same at every call.
     *
     * @param <T> the bound type
     * @param type one of {@link TransactionalTargetSystem#boundTypes}
     * @return open as long as the transaction is
     */
    <T> T bound(Class<T> type);

    /**
     * Inserts {@code BEGIN}. Throws where the key is taken, by {@code CLOSED} or by itself.
     *
     * @param marker names the attempt
     */
    void insertBegin(Marker marker);

    /**
     * Inserts {@code END} on the condition that {@code BEGIN}, with the marker's hash, is there. {@code false}: it is
     * not, so the body has left this transaction.
     *
     * @param marker the same
     * @return whether it went in
     */
    boolean insertEnd(Marker marker);

    /**
     * Whether rolling back undoes all that was done in it: it is still the transaction that was begun, or the database
     * has undone that one by itself, and nothing was executed since. A body that can commit
     * ({@link TransactionalTargetSystem#bodyCanCommit}) may have left it and have committed what it did then. Asked once,
     * after a throw of the body or of an insert, and before the rollback; it may write, since nothing is committed any
     * more.
     *
     * @return {@code false} in doubt: what the body did is for a human then
     * @throws RuntimeException it cannot be asked: the connection is lost, or it was cut off
     */
    boolean rollbackUndoesAll();

    /**
     * Commits. A normal return means committed; any throw means that it is not known, unless
     * {@link TransactionalTargetSystem#undoneByDatabase} says so.
     */
    void commit();

    /** Rolls back. A throw means that it is not known whether it did. */
    void rollback();

    /**
     * Cuts the transaction off from another thread, because the lease is lost: what the body does through its bound
     * objects fails from now on, and nothing is committed any more. Does not block; does not throw.
     */
    void abort();

    /** Ends it and gives its resources back. Does not throw. */
    @Override
    void close();
}
