package io.flamingock.tck.model;

import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.Head;
import io.flamingock.audit.Lease;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.tck.forwarding.ForwardingAuditLog;
import io.flamingock.tck.forwarding.ForwardingAuditStore;
import io.flamingock.tck.forwarding.ForwardingLease;
import io.flamingock.tck.forwarding.ForwardingTransaction;
import java.util.List;

/** A store that passes everything on, except for what a mutant does instead. */
class PassingStore extends ForwardingAuditStore {

    PassingStore(AuditStore store) {
        super(store);
    }

    List<AuditEntry> read(AuditLog log, long afterSeq) {
        return log.read(afterSeq);
    }

    Head append(AuditLog log, Head expected, List<AuditEntry> entries) {
        return log.append(expected, entries);
    }

    Head join(AuditLog log, Head expected, List<AuditEntry> entries, TargetTransaction transaction) {
        return log.append(expected, entries, ForwardingTransaction.innermost(transaction));
    }

    Head occupy(AuditLog log, Head expected, AuditEntry entry) {
        return log.occupy(expected, entry);
    }

    boolean renew(Lease lease, String currentChange) {
        return lease.renew(currentChange);
    }

    @Override
    protected AuditLog around(AuditLog log) {
        return new Log(log);
    }

    @Override
    protected Lease around(Lease lease) {
        return new ForwardingLease(lease) {
            @Override
            public boolean renew(String currentChange) {
                return PassingStore.this.renew(lease, currentChange);
            }
        };
    }

    private final class Log extends ForwardingAuditLog {
        private final AuditLog log;

        Log(AuditLog log) {
            super(log);
            this.log = log;
        }

        @Override
        public List<AuditEntry> read(long afterSeq) {
            return PassingStore.this.read(log, afterSeq);
        }

        @Override
        public Head append(Head expected, List<AuditEntry> entries) {
            return PassingStore.this.append(log, expected, entries);
        }

        @Override
        public Head append(Head expected, List<AuditEntry> entries, TargetTransaction transaction) {
            return PassingStore.this.join(log, expected, entries, transaction);
        }

        @Override
        public Head occupy(Head expected, AuditEntry entry) {
            return PassingStore.this.occupy(log, expected, entry);
        }
    }
}
