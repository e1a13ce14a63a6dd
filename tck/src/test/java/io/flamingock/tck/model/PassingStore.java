package io.flamingock.tck.model;

import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.Head;
import io.flamingock.audit.Holder;
import io.flamingock.audit.Lease;
import io.flamingock.audit.LeaseRow;
import io.flamingock.targets.TargetTransaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A store that passes everything on, except for what a mutant does instead. */
class PassingStore implements AuditStore {

    final AuditStore store;

    PassingStore(AuditStore store) {
        this.store = store;
    }

    List<AuditEntry> read(AuditLog log, long afterSeq) {
        return log.read(afterSeq);
    }

    Head append(AuditLog log, Head expected, List<AuditEntry> entries) {
        return log.append(expected, entries);
    }

    Head join(AuditLog log, Head expected, List<AuditEntry> entries, TargetTransaction transaction) {
        return log.append(expected, entries, transaction);
    }

    Head occupy(AuditLog log, Head expected, AuditEntry entry) {
        return log.occupy(expected, entry);
    }

    boolean renew(Lease lease, String currentChange) {
        return lease.renew(currentChange);
    }

    @Override
    public AuditLog log(String service) {
        return new Log(store.log(service));
    }

    @Override
    public Lease.Attempt tryAcquire(String service, Holder me, Duration length) {
        Lease.Attempt attempt = store.tryAcquire(service, me, length);
        return attempt instanceof Lease.Attempt.Acquired acquired
                ? new Lease.Attempt.Acquired(new Held(acquired.lease()))
                : attempt;
    }

    @Override
    public Optional<LeaseRow> lease(String service) {
        return store.lease(service);
    }

    @Override
    public boolean release(String service, long token) {
        return store.release(service, token);
    }

    @Override
    public Object transactionDomain() {
        return store.transactionDomain();
    }

    @Override
    public void close() {
        store.close();
    }

    private final class Log implements AuditLog {
        private final AuditLog log;

        Log(AuditLog log) {
            this.log = log;
        }

        @Override
        public void create() {
            log.create();
        }

        @Override
        public Optional<AuditEntry> newest() {
            return log.newest();
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

    private final class Held implements Lease {
        private final Lease lease;

        Held(Lease lease) {
            this.lease = lease;
        }

        @Override
        public long token() {
            return lease.token();
        }

        @Override
        public Optional<String> takenOverFrom() {
            return lease.takenOverFrom();
        }

        @Override
        public boolean renew(String currentChange) {
            return PassingStore.this.renew(lease, currentChange);
        }

        @Override
        public boolean release() {
            return lease.release();
        }
    }
}
