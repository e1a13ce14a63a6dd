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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An audit store as one process uses it, which crashes, breaks or pauses where its {@link Calls} say. */
public final class CrashingAuditStore implements AuditStore {

    private final AuditStore store;
    private final Calls calls;

    public CrashingAuditStore(AuditStore store, Calls calls) {
        this.store = store;
        this.calls = calls;
    }

    private <T extends @Nullable Object> T on(String name, Supplier<T> call) {
        return calls.on(Party.STORE, name, call);
    }

    @Override
    public AuditLog log(String service) {
        return new Log(store.log(service));
    }

    @Override
    public Lease.Attempt tryAcquire(String service, Holder me, Duration length) {
        Lease.Attempt attempt = on("tryAcquire", () -> store.tryAcquire(service, me, length));
        return attempt instanceof Lease.Attempt.Acquired acquired
                ? new Lease.Attempt.Acquired(new HeldLease(acquired.lease()))
                : attempt;
    }

    @Override
    public Optional<LeaseRow> lease(String service) {
        return on("lease", () -> store.lease(service));
    }

    @Override
    public boolean release(String service, long token) {
        return on("release by force", () -> store.release(service, token));
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
            on("create", () -> {
                log.create();
                return "";
            });
        }

        @Override
        public Optional<AuditEntry> newest() {
            return on("newest", log::newest);
        }

        @Override
        public List<AuditEntry> read(long afterSeq) {
            return on("read", () -> log.read(afterSeq));
        }

        @Override
        public Head append(Head expected, List<AuditEntry> entries) {
            return on("append " + describe(entries), () -> log.append(expected, entries));
        }

        @Override
        public Head append(Head expected, List<AuditEntry> entries, TargetTransaction transaction) {
            return on(
                    "join " + describe(entries),
                    () -> log.append(expected, entries, CrashingTargetSystem.unwrap(transaction)));
        }

        @Override
        public Head occupy(Head expected, AuditEntry entry) {
            return on("occupy " + describe(List.of(entry)), () -> log.occupy(expected, entry));
        }

        private static String describe(List<AuditEntry> entries) {
            return entries.stream()
                    .map(entry ->
                            (entry.subject() == null ? "" : entry.subject().changeId() + " ")
                                    + entry.event().state())
                    .collect(Collectors.joining(", "));
        }
    }

    private final class HeldLease implements Lease {
        private final Lease lease;

        HeldLease(Lease lease) {
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
            return on("renew", () -> lease.renew(currentChange));
        }

        @Override
        public boolean release() {
            return on("release", lease::release);
        }
    }
}
