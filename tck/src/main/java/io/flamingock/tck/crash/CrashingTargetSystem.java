package io.flamingock.tck.crash;

import io.flamingock.targets.Marker;
import io.flamingock.targets.Offered;
import io.flamingock.targets.Settlement;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.targets.TransactionalTargetSystem;
import io.flamingock.tck.crash.Calls.Party;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A target system as one process uses it, which crashes, breaks or pauses where its {@link Calls} say. */
public final class CrashingTargetSystem implements TransactionalTargetSystem {

    private final TransactionalTargetSystem target;
    private final Calls calls;

    public CrashingTargetSystem(TransactionalTargetSystem target, Calls calls) {
        this.target = target;
        this.calls = calls;
    }

    static TargetTransaction unwrap(TargetTransaction transaction) {
        return transaction instanceof Transaction crashing ? crashing.transaction : transaction;
    }

    private <T extends @Nullable Object> T on(String name, Supplier<T> call) {
        return calls.on(Party.TARGET, name, call);
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
        return on("withoutTransactions", target::withoutTransactions);
    }

    @Override
    public Optional<String> prepareMarkers() {
        return on("prepareMarkers", target::prepareMarkers);
    }

    @Override
    public <T> T autoCommitting(Class<T> type) {
        return on("autoCommitting", () -> target.autoCommitting(type));
    }

    @Override
    public TargetTransaction begin() {
        AtomicReference<@Nullable Transaction> begun = new AtomicReference<>();
        try {
            return on("begin", () -> {
                Transaction transaction = new Transaction(target.begin());
                begun.set(transaction);
                return transaction;
            });
        } catch (Throwable thrown) {
            @Nullable Transaction unknown = begun.get();
            if (unknown != null) {
                unknown.transaction.close(); // nobody has it: its connection is gone
            }
            throw thrown;
        }
    }

    @Override
    public Settlement settle(Marker marker) {
        return on("settle " + marker.changeId(), () -> target.settle(marker));
    }

    @Override
    public boolean undoneByDatabase(Throwable thrown) {
        return target.undoneByDatabase(thrown);
    }

    private final class Transaction implements TargetTransaction {
        private final TargetTransaction transaction;

        Transaction(TargetTransaction transaction) {
            this.transaction = transaction;
        }

        @Override
        public <T> T bound(Class<T> type) {
            return transaction.bound(type);
        }

        @Override
        public void insertBegin(Marker marker) {
            on("BEGIN " + marker.changeId(), () -> {
                transaction.insertBegin(marker);
                return "";
            });
        }

        @Override
        public boolean insertEnd(Marker marker) {
            return on("END " + marker.changeId(), () -> transaction.insertEnd(marker));
        }

        @Override
        public void commit() {
            on("commit", () -> {
                transaction.commit();
                return "";
            });
        }

        @Override
        public void rollback() {
            on("rollback", () -> {
                transaction.rollback();
                return "";
            });
        }

        @Override
        public void abort() {
            transaction.abort();
        }

        @Override
        public void close() {
            calls.close(Party.TARGET, transaction::close);
        }
    }
}
