package io.flamingock.tck.forwarding;

import io.flamingock.audit.Lease;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A lease that hands everything to another one. */
public class ForwardingLease implements Lease {

    private final Lease lease;

    /**
     * For subclasses that override what they change.
     *
     * @param lease what everything is handed to
     */
    public ForwardingLease(Lease lease) {
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
    public boolean renew(@Nullable String currentChange) {
        return lease.renew(currentChange);
    }

    @Override
    public boolean release() {
        return lease.release();
    }
}
