package io.flamingock.safety.races;

import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Kind;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.Head;
import io.flamingock.audit.Lease;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.tck.forwarding.ForwardingAuditLog;
import io.flamingock.tck.forwarding.ForwardingAuditStore;
import io.flamingock.tck.forwarding.ForwardingLease;
import java.util.List;

/** An audit store whose calls are points. */
final class WatchedStore extends ForwardingAuditStore {

    private final Watch watch;

    WatchedStore(AuditStore store, Watch watch) {
        super(store);
        this.watch = watch;
    }

    @Override
    protected AuditLog around(AuditLog log) {
        return new Log(log);
    }

    @Override
    protected Lease around(Lease lease) {
        watch.acquired(lease.token(), lease.takenOverFrom().isPresent());
        return new Held(lease);
    }

    private final class Log extends ForwardingAuditLog {

        Log(AuditLog log) {
            super(log);
        }

        @Override
        public List<AuditEntry> read(long afterSeq) {
            List<AuditEntry> entries = super.read(afterSeq);
            if (afterSeq == 0) {
                watch.read(entries.size());
            }
            return entries;
        }

        @Override
        public Head append(Head expected, List<AuditEntry> entries) {
            watch.acts();
            AuditEntry first = entries.get(0);
            AuditEntry last = entries.get(entries.size() - 1);
            pass(first, Points.BEFORE_OUTCOME);
            pass(last, Points.BEFORE_INTENT);
            long sentAt = System.nanoTime();
            Head head = super.append(expected, entries);
            watch.appended(expected.seq(), sentAt);
            pass(first, Points.AFTER_OUTCOME);
            pass(last, Points.AFTER_INTENT);
            return head;
        }

        @Override
        public Head append(Head expected, List<AuditEntry> entries, TargetTransaction transaction) {
            watch.acts();
            AuditEntry entry = entries.get(0);
            pass(entry, Points.BEFORE_INTENT);
            Head head = super.append(expected, entries, transaction);
            if (isIntent(entry)) {
                watch.joined(expected.seq());
            }
            pass(entry, Points.AFTER_INTENT);
            return head;
        }

        @Override
        public Head occupy(Head expected, AuditEntry entry) {
            boolean fence = entry.event().kind() == Kind.LOCK;
            if (!fence) {
                watch.acts();
            }
            watch.at(fence ? "before-fence" : "before-settling", Fault.ANY);
            Head head = super.occupy(expected, entry);
            if (fence) {
                watch.fenced(expected.seq());
            }
            watch.at(fence ? "after-fence" : "after-settling", Fault.ANY);
            return head;
        }

        /** Points about outcomes are passed at outcomes only, those about intents at intents. */
        private void pass(AuditEntry entry, String point) {
            boolean ofIntent = point.equals(Points.BEFORE_INTENT) || point.equals(Points.AFTER_INTENT);
            if (entry.subject() != null && isIntent(entry) == ofIntent) {
                String change = entry.subject().changeId();
                if (ofIntent) {
                    watch.enter(change);
                }
                watch.at(point, change);
            }
        }

        private static boolean isIntent(AuditEntry entry) {
            return entry.event().state() == State.STARTED;
        }
    }

    private final class Held extends ForwardingLease {

        Held(Lease lease) {
            super(lease);
        }

        @Override
        public boolean release() {
            watch.at("before-release", Fault.ANY);
            return super.release();
        }
    }
}
