package io.flamingock.cli;

import io.flamingock.Flamingock;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Subject;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.Holder;
import io.flamingock.audit.Lease;
import io.flamingock.audit.LeaseRow;
import java.time.Duration;
import java.util.Optional;

/** Where, just before this process asks for the lease, another operator has recorded that a change was undone by hand. */
record LateStore(AuditStore store, String changeId) implements AuditStore {

    @Override
    public Lease.Attempt tryAcquire(String service, Holder me, Duration length) {
        Flamingock other =
                Flamingock.builder().service(service).auditStore(store).build();
        long newest = other.history().stream()
                .filter(this::isAboutTheChange)
                .mapToLong(AuditEntry::seq)
                .max()
                .orElseThrow();
        other.undoneByHand(changeId, newest, "otto", "was asked to");
        return store.tryAcquire(service, me, length);
    }

    private boolean isAboutTheChange(AuditEntry entry) {
        Subject subject = entry.subject();
        return subject != null && subject.changeId().equals(changeId);
    }

    @Override
    public AuditLog log(String service) {
        return store.log(service);
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
}
