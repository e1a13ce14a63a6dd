package io.flamingock.tck.model;

import io.flamingock.api.Mode;
import io.flamingock.targets.Marker;
import io.flamingock.targets.Offered;
import io.flamingock.targets.Settlement;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.targets.TransactionalTargetSystem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A target system as one instance uses it: each call is made of the model as well. */
record ObservedTarget(TransactionalTargetSystem target, Mode mode, Instance me, Model model)
        implements TransactionalTargetSystem {

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
        Transaction[] begun = {null};
        return me.call(
                "begin",
                () -> {
                    begun[0] = new Transaction(target.begin(), model.begin(me.knowledge(), mode));
                    return "";
                },
                () -> begun[0],
                transaction -> "");
    }

    @Override
    public Settlement settle(Marker marker) {
        return me.call(
                "settle " + marker.changeId() + " #" + marker.attempt(),
                () -> model.markers(me.knowledge()).settle(marker),
                () -> target.settle(marker),
                String::valueOf);
    }

    @Override
    public boolean undoneByDatabase(Throwable thrown) {
        return target.undoneByDatabase(thrown);
    }

    /** A transaction, of the library's target and of the model. */
    final class Transaction implements TargetTransaction {
        private final TargetTransaction transaction;
        private final Base.Session session;

        Transaction(TargetTransaction transaction, Base.Session session) {
            this.transaction = transaction;
            this.session = session;
        }

        TargetTransaction transaction() {
            return transaction;
        }

        Base.Session session() {
            return session;
        }

        @Override
        public <T> T bound(Class<T> type) {
            return transaction.bound(type);
        }

        @Override
        public void insertBegin(Marker marker) {
            me.call(
                    "BEGIN of " + marker.changeId() + " #" + marker.attempt(),
                    () -> model.markers(me.knowledge()).insertBegin(session, marker),
                    () -> {
                        transaction.insertBegin(marker);
                        return "";
                    },
                    none -> "");
        }

        @Override
        public boolean insertEnd(Marker marker) {
            return me.call(
                    "END of " + marker.changeId() + " #" + marker.attempt(),
                    () -> model.markers(me.knowledge()).insertEnd(session, marker),
                    () -> transaction.insertEnd(marker),
                    String::valueOf);
        }

        @Override
        public void commit() {
            me.call(
                    "commit",
                    () -> model.commit(me.knowledge(), session),
                    () -> {
                        transaction.commit();
                        return "";
                    },
                    none -> "");
        }

        @Override
        public void rollback() {
            me.call(
                    "rollback",
                    () -> {
                        session.end();
                        return "";
                    },
                    () -> {
                        transaction.rollback();
                        return "";
                    },
                    none -> "");
        }

        @Override
        public void abort() {
            session.end();
            transaction.abort();
        }

        /** What a process had open ends with it, unless its host has vanished. */
        @Override
        public void close() {
            if (!me.leavesOpen(this::end)) {
                end();
            }
        }

        private void end() {
            session.end();
            transaction.close();
        }
    }
}
