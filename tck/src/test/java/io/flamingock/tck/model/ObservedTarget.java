package io.flamingock.tck.model;

import io.flamingock.api.Mode;
import io.flamingock.targets.Marker;
import io.flamingock.targets.Settlement;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.targets.TransactionalTargetSystem;
import io.flamingock.tck.forwarding.ForwardingTargetSystem;

/** A target system as one instance uses it: each call is made of the model as well. */
final class ObservedTarget extends ForwardingTargetSystem {

    private final Mode mode;
    private final Instance me;
    private final Model model;

    ObservedTarget(TransactionalTargetSystem target, Mode mode, Instance me, Model model) {
        super(target);
        this.mode = mode;
        this.me = me;
        this.model = model;
    }

    @Override
    public TargetTransaction begin() {
        Transaction[] begun = {null};
        return me.call(
                "begin",
                () -> {
                    begun[0] = new Transaction(super.begin(), model.begin(me.knowledge(), mode));
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
                () -> super.settle(marker),
                String::valueOf);
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
        public boolean rollbackUndoesAll() {
            return me.call(
                    "asks whether a rollback undoes all",
                    () -> model.rollbackUndoesAll(me.knowledge(), session),
                    transaction::rollbackUndoesAll,
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
