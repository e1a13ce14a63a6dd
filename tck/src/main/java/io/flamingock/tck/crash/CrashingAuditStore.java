package io.flamingock.tck.crash;

import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.Head;
import io.flamingock.audit.Holder;
import io.flamingock.audit.Lease;
import io.flamingock.audit.LeaseRow;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.tck.crash.Calls.Party;
import io.flamingock.tck.forwarding.ForwardingAuditLog;
import io.flamingock.tck.forwarding.ForwardingAuditStore;
import io.flamingock.tck.forwarding.ForwardingLease;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An audit store as one process uses it, which crashes, breaks or pauses where its {@link Calls} say. */
public final class CrashingAuditStore extends ForwardingAuditStore {

    private final Calls calls;

    /**
     * A store of one process.
     *
     * @param store what is asked where nothing happens
     * @param calls those of this process
     */
    public CrashingAuditStore(AuditStore store, Calls calls) {
        super(store);
        this.calls = calls;
    }

    private <T extends @Nullable Object> T on(String name, Supplier<T> call) {
        return calls.on(Party.STORE, name, call);
    }

    @Override
    protected AuditLog around(AuditLog log) {
        return new Log(log);
    }

    @Override
    protected Lease around(Lease lease) {
        return new HeldLease(lease);
    }

    @Override
    public Lease.Attempt tryAcquire(String service, Holder me, Duration length) {
        return on("tryAcquire", () -> super.tryAcquire(service, me, length));
    }

    @Override
    public Optional<LeaseRow> lease(String service) {
        return on("lease", () -> super.lease(service));
    }

    @Override
    public boolean release(String service, long token) {
        return on("release by force", () -> super.release(service, token));
    }

    private final class Log extends ForwardingAuditLog {

        Log(AuditLog log) {
            super(log);
        }

        @Override
        public void create() {
            on("create", () -> {
                super.create();
                return "";
            });
        }

        @Override
        public Optional<AuditEntry> newest() {
            return on("newest", super::newest);
        }

        @Override
        public List<AuditEntry> read(long afterSeq) {
            return on("read", () -> super.read(afterSeq));
        }

        @Override
        public Head append(Head expected, List<AuditEntry> entries) {
            return on("append " + describe(entries), () -> super.append(expected, entries));
        }

        @Override
        public Head append(Head expected, List<AuditEntry> entries, TargetTransaction transaction) {
            return on("join " + describe(entries), () -> super.append(expected, entries, transaction));
        }

        @Override
        public Head occupy(Head expected, AuditEntry entry) {
            return on("occupy " + describe(List.of(entry)), () -> super.occupy(expected, entry));
        }

        private static String describe(List<AuditEntry> entries) {
            return entries.stream()
                    .map(entry ->
                            (entry.subject() == null ? "" : entry.subject().changeId() + " ")
                                    + entry.event().state())
                    .collect(Collectors.joining(", "));
        }
    }

    private final class HeldLease extends ForwardingLease {

        HeldLease(Lease lease) {
            super(lease);
        }

        @Override
        public boolean renew(@Nullable String currentChange) {
            return on("renew", () -> super.renew(currentChange));
        }

        @Override
        public boolean release() {
            return on("release", super::release);
        }
    }
}
