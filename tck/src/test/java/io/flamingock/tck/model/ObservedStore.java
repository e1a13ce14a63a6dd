package io.flamingock.tck.model;

import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.Head;
import io.flamingock.audit.Holder;
import io.flamingock.audit.Lease;
import io.flamingock.audit.LeaseRow;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.tck.forwarding.ForwardingTransaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The audit store as one instance uses it: each call is made of the model as well. */
record ObservedStore(AuditStore store, Instance me, Model model) implements AuditStore {

    @Override
    public AuditLog log(String service) {
        return new Log(store.log(service));
    }

    @Override
    public Lease.Attempt tryAcquire(String service, Holder holder, Duration length) {
        Lease.Attempt attempt = me.call(
                "tryAcquire",
                () -> model.tryAcquire(me.knowledge(), holder.owner()),
                () -> store.tryAcquire(service, holder, length),
                ObservedStore::describe);
        return attempt instanceof Lease.Attempt.Acquired acquired
                ? new Lease.Attempt.Acquired(new Held(acquired.lease(), holder.owner()))
                : attempt;
    }

    private static String describe(Lease.Attempt attempt) {
        return attempt instanceof Lease.Attempt.Acquired acquired
                ? "token " + acquired.lease().token()
                        + (acquired.lease().takenOverFrom().isPresent() ? ", taken over" : "")
                : LeaseModel.HELD;
    }

    @Override
    public Optional<LeaseRow> lease(String service) {
        if (!service.equals(World.SERVICE)) { // whether one of a similar name has been here: the model is of one
            return store.lease(service);
        }
        return me.call(
                "lease",
                () -> model.lease().look(),
                () -> store.lease(service),
                row -> row.map(r -> (r.isHeld() ? "held, token " : "free, token ") + r.token())
                        .orElse("none"));
    }

    @Override
    public boolean release(String service, long token) {
        return me.call(
                "release by force " + token,
                () -> model.releaseByForce(me.knowledge(), token),
                () -> store.release(service, token),
                String::valueOf);
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
            return me.call(
                    "newest",
                    () -> model.newest(me.knowledge()),
                    log::newest,
                    newest -> newest.map(entry -> "" + entry.seq()).orElse("none"));
        }

        @Override
        public List<AuditEntry> read(long afterSeq) {
            return me.call(
                    "read after " + afterSeq,
                    () -> model.read(me.knowledge(), afterSeq),
                    () -> log.read(afterSeq),
                    entries -> entries.size() + " entries");
        }

        @Override
        public Head append(Head expected, List<AuditEntry> entries) {
            return me.call(
                    describe("append", entries, expected),
                    () -> model.append(me.knowledge(), expected, entries, false),
                    () -> log.append(expected, entries),
                    head -> "head " + head.seq());
        }

        @Override
        public Head append(Head expected, List<AuditEntry> entries, TargetTransaction transaction) {
            ObservedTarget.Transaction mine = (ObservedTarget.Transaction) ForwardingTransaction.innermost(transaction);
            return me.call(
                    describe("join", entries, expected),
                    () -> model.join(me.knowledge(), mine.session(), expected, entries),
                    () -> log.append(expected, entries, ForwardingTransaction.innermost(mine.transaction())),
                    head -> "head " + head.seq());
        }

        @Override
        public Head occupy(Head expected, AuditEntry entry) {
            return me.call(
                    describe("occupy", List.of(entry), expected),
                    () -> model.append(me.knowledge(), expected, List.of(entry), true),
                    () -> log.occupy(expected, entry),
                    head -> "head " + head.seq());
        }

        private static String describe(String how, List<AuditEntry> entries, Head expected) {
            return entries.stream()
                    .map(entry -> Line.of(entry).toString())
                    .collect(Collectors.joining(" + "))
                    .transform(lines -> how + " " + lines + " after " + expected.seq());
        }
    }

    private final class Held implements Lease {
        private final Lease lease;
        private final String owner;

        Held(Lease lease, String owner) {
            this.lease = lease;
            this.owner = owner;
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
            return me.call(
                    "renew " + token(),
                    () -> model.renew(me.knowledge(), token(), owner),
                    () -> lease.renew(currentChange),
                    String::valueOf);
        }

        @Override
        public boolean release() {
            return me.call(
                    "release " + token(),
                    () -> model.release(me.knowledge(), token(), owner),
                    lease::release,
                    String::valueOf);
        }
    }
}
