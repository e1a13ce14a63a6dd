package io.flamingock.safety.faults;

import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.Head;
import io.flamingock.audit.Lease;
import io.flamingock.safety.races.Around;
import io.flamingock.targets.Marker;
import io.flamingock.targets.Settlement;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.targets.TransactionalTargetSystem;
import io.flamingock.tck.forwarding.ForwardingAuditLog;
import io.flamingock.tck.forwarding.ForwardingAuditStore;
import io.flamingock.tck.forwarding.ForwardingLease;
import io.flamingock.tck.forwarding.ForwardingTargetSystem;
import io.flamingock.tck.forwarding.ForwardingTransaction;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Counts the calls that a run makes on one thread, before and after each of them; at one something is done. */
final class Calls implements Around {

    private final Thread thread = Thread.currentThread();
    private final int at;
    private final Runnable what;
    private int count;

    /** For the thread that makes it; nothing is done at 0. */
    Calls(int at, Runnable what) {
        this.at = at;
        this.what = what;
    }

    /** How often {@link #pass} was called. */
    int count() {
        return count;
    }

    /** A further place at which something may be done. */
    void pass() {
        if (Thread.currentThread() == thread && ++count == at) {
            what.run();
        }
    }

    private <T> T around(Supplier<T> call) {
        pass();
        T answer = call.get();
        pass();
        return answer;
    }

    @Override
    public AuditStore store(AuditStore store) {
        return new ForwardingAuditStore(store) {
            @Override
            protected AuditLog around(AuditLog log) {
                return new Log(log);
            }

            @Override
            protected Lease around(Lease lease) {
                pass();
                return new ForwardingLease(lease) {
                    @Override
                    public boolean release() {
                        return Calls.this.around(super::release);
                    }
                };
            }
        };
    }

    @Override
    public TransactionalTargetSystem target(TransactionalTargetSystem target) {
        return new ForwardingTargetSystem(target) {
            @Override
            public TargetTransaction begin() {
                return Calls.this.around(super::begin);
            }

            @Override
            public Settlement settle(Marker marker) {
                return Calls.this.around(() -> super.settle(marker));
            }

            @Override
            protected TargetTransaction around(TargetTransaction transaction) {
                return new Transaction(transaction);
            }
        };
    }

    private final class Log extends ForwardingAuditLog {

        Log(AuditLog log) {
            super(log);
        }

        @Override
        public Optional<AuditEntry> newest() {
            return around(super::newest);
        }

        @Override
        public List<AuditEntry> read(long afterSeq) {
            return around(() -> super.read(afterSeq));
        }

        @Override
        public Head append(Head expected, List<AuditEntry> entries) {
            return around(() -> super.append(expected, entries));
        }

        @Override
        public Head append(Head expected, List<AuditEntry> entries, TargetTransaction transaction) {
            return around(() -> super.append(expected, entries, transaction));
        }

        @Override
        public Head occupy(Head expected, AuditEntry entry) {
            return around(() -> super.occupy(expected, entry));
        }
    }

    private final class Transaction extends ForwardingTransaction {

        Transaction(TargetTransaction transaction) {
            super(transaction);
        }

        @Override
        public void insertBegin(Marker marker) {
            pass();
            super.insertBegin(marker);
            pass();
        }

        @Override
        public boolean insertEnd(Marker marker) {
            return around(() -> super.insertEnd(marker));
        }

        @Override
        public boolean rollbackUndoesAll() {
            return around(super::rollbackUndoesAll);
        }

        @Override
        public void commit() {
            pass();
            super.commit();
            pass();
        }
    }
}
