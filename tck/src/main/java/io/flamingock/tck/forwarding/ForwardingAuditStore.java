package io.flamingock.tck.forwarding;

import io.flamingock.audit.AuditLog;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.Holder;
import io.flamingock.audit.Lease;
import io.flamingock.audit.LeaseRow;
import java.time.Duration;
import java.util.Optional;

/** An audit store that hands everything to another one, with something around its logs and its leases. */
public class ForwardingAuditStore implements AuditStore {

    private final AuditStore store;

    /**
     * For subclasses that override what they change.
     *
     * @param store what everything is handed to
     */
    public ForwardingAuditStore(AuditStore store) {
        this.store = store;
    }

    /**
     * What is put around a log.
     *
     * @param log of the other store
     * @return as it is, unless overridden
     */
    protected AuditLog around(AuditLog log) {
        return log;
    }

    /**
     * What is put around a lease that was acquired.
     *
     * @param lease of the other store
     * @return as it is, unless overridden
     */
    protected Lease around(Lease lease) {
        return lease;
    }

    @Override
    public AuditLog log(String service) {
        return around(store.log(service));
    }

    @Override
    public Lease.Attempt tryAcquire(String service, Holder me, Duration length) {
        Lease.Attempt attempt = store.tryAcquire(service, me, length);
        return attempt instanceof Lease.Attempt.Acquired acquired
                ? new Lease.Attempt.Acquired(around(acquired.lease()))
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
}
