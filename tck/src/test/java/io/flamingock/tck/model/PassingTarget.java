package io.flamingock.tck.model;

import io.flamingock.targets.Marker;
import io.flamingock.targets.Offered;
import io.flamingock.targets.Settlement;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.targets.TransactionalTargetSystem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A target system that passes everything on, except for what a subclass does instead or besides. */
class PassingTarget implements TransactionalTargetSystem {

    final TransactionalTargetSystem target;

    PassingTarget(TransactionalTargetSystem target) {
        this.target = target;
    }

    static TargetTransaction unwrap(TargetTransaction transaction) {
        return transaction instanceof PassingTransaction passing ? passing.transaction : transaction;
    }

    TargetTransaction wrap(TargetTransaction transaction) {
        return transaction;
    }

    @Override
    public String name() {
        return target.name();
    }

    @Override
    public List<Offered> unbound() {
        return target.unbound();
    }

    @Override
    public Object transactionDomain() {
        return target.transactionDomain();
    }

    @Override
    public Set<Class<?>> boundTypes() {
        return target.boundTypes();
    }

    @Override
    public boolean bodyCanCommit() {
        return target.bodyCanCommit();
    }

    @Override
    public Optional<String> implicitCommits() {
        return target.implicitCommits();
    }

    @Override
    public Optional<String> withoutTransactions() {
        return target.withoutTransactions();
    }

    @Override
    public Optional<String> prepareMarkers() {
        return target.prepareMarkers();
    }

    @Override
    public <T> T autoCommitting(Class<T> type) {
        return target.autoCommitting(type);
    }

    @Override
    public TargetTransaction begin() {
        return wrap(target.begin());
    }

    @Override
    public Settlement settle(Marker marker) {
        return target.settle(marker);
    }

    @Override
    public boolean undoneByDatabase(Throwable thrown) {
        return target.undoneByDatabase(thrown);
    }

    /** Its transaction, which passes everything on as well. */
    static class PassingTransaction implements TargetTransaction {
        final TargetTransaction transaction;

        PassingTransaction(TargetTransaction transaction) {
            this.transaction = transaction;
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
}
