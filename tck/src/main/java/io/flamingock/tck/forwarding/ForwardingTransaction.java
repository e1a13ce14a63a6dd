package io.flamingock.tck.forwarding;

import io.flamingock.targets.Marker;
import io.flamingock.targets.TargetTransaction;

/** A transaction that hands everything to another one. As safe for threads as that one, like all of these. */
public class ForwardingTransaction implements TargetTransaction {

    private final TargetTransaction transaction;

    /**
     * For subclasses that override what they change.
     *
     * @param transaction what everything is handed to
     */
    public ForwardingTransaction(TargetTransaction transaction) {
        this.transaction = transaction;
    }

    /**
     * The one that everything is handed to in the end, which alone a log of its own product can join.
     *
     * @param transaction one of these, or any other
     * @return the transaction of the driver
     */
    public static TargetTransaction innermost(TargetTransaction transaction) {
        TargetTransaction inner = transaction;
        while (inner instanceof ForwardingTransaction forwarding) {
            inner = forwarding.transaction;
        }
        return inner;
    }

    @Override
    public <T> T bound(Class<T> type) {
        return transaction.bound(type);
    }

    @Override
    public void insertBegin(Marker marker) {
        transaction.insertBegin(marker);
    }

    @Override
    public boolean insertEnd(Marker marker) {
        return transaction.insertEnd(marker);
    }

    @Override
    public boolean rollbackUndoesAll() {
        return transaction.rollbackUndoesAll();
    }

    @Override
    public void commit() {
        transaction.commit();
    }

    @Override
    public void rollback() {
        transaction.rollback();
    }

    @Override
    public void abort() {
        transaction.abort();
    }

    @Override
    public void close() {
        transaction.close();
    }
}
