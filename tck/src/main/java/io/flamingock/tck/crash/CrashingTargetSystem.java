package io.flamingock.tck.crash;

import io.flamingock.targets.Marker;
import io.flamingock.targets.Settlement;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.targets.TransactionalTargetSystem;
import io.flamingock.tck.crash.Calls.Party;
import io.flamingock.tck.forwarding.ForwardingTargetSystem;
import io.flamingock.tck.forwarding.ForwardingTransaction;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A target system as one process uses it, which crashes, breaks or pauses where its {@link Calls} say. */
public final class CrashingTargetSystem extends ForwardingTargetSystem {

    private final Calls calls;

    /**
     * A target system of one process.
     *
     * @param target what is asked where nothing happens
     * @param calls those of this process
     */
    public CrashingTargetSystem(TransactionalTargetSystem target, Calls calls) {
        super(target);
        this.calls = calls;
    }

    private <T extends @Nullable Object> T on(String name, Supplier<T> call) {
        return calls.on(Party.TARGET, name, call);
    }

    @Override
    public Optional<String> withoutTransactions() {
        return on("withoutTransactions", super::withoutTransactions);
    }

    @Override
    public Optional<String> prepareMarkers() {
        return on("prepareMarkers", super::prepareMarkers);
    }

    @Override
    public <T> T autoCommitting(Class<T> type) {
        return on("autoCommitting", () -> super.autoCommitting(type));
    }

    @Override
    public TargetTransaction begin() {
        AtomicReference<@Nullable Transaction> begun = new AtomicReference<>();
        try {
            return on("begin", () -> {
                Transaction transaction = new Transaction(super.begin());
                begun.set(transaction);
                return transaction;
            });
        } catch (Throwable thrown) {
            @Nullable Transaction unknown = begun.get();
            if (unknown != null) {
                unknown.release(); // nobody has it: its connection is gone
            }
            throw thrown;
        }
    }

    @Override
    public Settlement settle(Marker marker) {
        return on("settle " + marker.changeId(), () -> super.settle(marker));
    }

    private final class Transaction extends ForwardingTransaction {

        Transaction(TargetTransaction transaction) {
            super(transaction);
        }

        @Override
        public void insertBegin(Marker marker) {
            on("BEGIN " + marker.changeId(), () -> {
                super.insertBegin(marker);
                return "";
            });
        }

        @Override
        public boolean insertEnd(Marker marker) {
            return on("END " + marker.changeId(), () -> super.insertEnd(marker));
        }

        @Override
        public boolean rollbackUndoesAll() {
            return on("question whether a rollback undoes all", super::rollbackUndoesAll);
        }

        @Override
        public void commit() {
            on("commit", () -> {
                super.commit();
                return "";
            });
        }

        @Override
        public void rollback() {
            on("rollback", () -> {
                super.rollback();
                return "";
            });
        }

        @Override
        public void close() {
            calls.close(Party.TARGET, this::release);
        }

        private void release() {
            super.close();
        }
    }
}
