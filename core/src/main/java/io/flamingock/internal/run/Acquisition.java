package io.flamingock.internal.run;

import io.flamingock.api.BlockedException;
import io.flamingock.api.State;
import io.flamingock.audit.AuditConflictException;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.AuditStoreException;
import io.flamingock.audit.Holder;
import io.flamingock.audit.Lease;
import io.flamingock.audit.LeaseRow;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Acquires the lease, waits for it, and opens the log under it (protocol §1 and §3, points 3 and 4). */
final class Acquisition {

    private static final Logger LOG = LoggerFactory.getLogger(Acquisition.class);
    private static final long FIRST_PAUSE_MS = 50;
    private static final long PAUSE_MS = 250;
    private static final long LATER_PAUSE_MS = 1_000;
    private static final Duration LATER = Duration.ofSeconds(10);

    private final Settings settings;
    private final Entries entries;
    private final StopSignal stop;
    private final Listeners listeners;
    private final long start = System.nanoTime();
    private long pauseMs = FIRST_PAUSE_MS;
    private long nextLog;
    private Holder me;

    Acquisition(Settings settings, Entries entries, StopSignal stop, Listeners listeners) {
        this.settings = settings;
        this.entries = entries;
        this.stop = stop;
        this.listeners = listeners;
        this.me = newOwner();
    }

    /** The answer to a try: the lease, or who holds it. */
    record Try(@Nullable HeldLease lease, @Nullable LeaseRow holder) {
        Optional<HeldLease> acquired() {
            return Optional.ofNullable(lease);
        }

        String holderText() {
            return holder == null ? "another instance" : holder.describe();
        }
    }

    /** Tries once; an answer that was lost is asked for again under the same owner. */
    Try tryOnce() {
        Patience patience = new Patience(settings.timing().connect(), stop);
        while (true) {
            long sentAt = System.nanoTime();
            try {
                Lease.Attempt attempt = store().tryAcquire(
                                settings.service(), me, settings.timing().lease());
                if (attempt instanceof Lease.Attempt.Acquired acquired) {
                    me = newOwner(); // one per acquisition; kept only while an answer may be lost
                    return new Try(new HeldLease(acquired.lease(), settings.timing(), sentAt), null);
                }
                return new Try(null, ((Lease.Attempt.HeldBy) attempt).row());
            } catch (AuditStoreException e) {
                patience.pauseAfter(e);
                if (stop.isRequested()) {
                    throw stopped();
                }
            }
        }
    }

    /**
     * Waits until the lease is acquired, or until somebody else has done what was to be done. The lease is looked at
     * before the log and the log before a try: a holder that has released has closed its log before.
     *
     * @return empty: nothing is left to do, and the lease was never held
     */
    Optional<HeldLease> await(BooleanSupplier nothingLeft) {
        Try first = tryOnce();
        @Nullable LeaseRow row = first.holder();
        while (row != null) {
            if (waited().compareTo(settings.timing().waiting()) >= 0) {
                throw new NotAcquired(row);
            }
            sayWhoHolds(row);
            pause();
            Optional<LeaseRow> now =
                    Patience.read(settings.timing().connect(), stop, () -> store().lease(settings.service()));
            if (nothingLeft.getAsBoolean()) {
                return Optional.empty();
            }
            if (now.isPresent() && now.get().isHeld()) {
                row = now.get();
            } else {
                first = tryOnce();
                row = first.holder();
            }
        }
        return first.acquired();
    }

    /** Thrown when the wait is over; becomes the exception that the user sees. */
    static final class NotAcquired extends RuntimeException {
        private final transient LeaseRow row;

        NotAcquired(LeaseRow row) {
            super(row.describe(), null, false, false);
            this.row = row;
        }

        LeaseRow row() {
            return row;
        }
    }

    /**
     * Creates the log, fences after a takeover, reads, and confirms. What was read before is to be forgotten. Empty: the
     * lease is lost again, and nothing was started.
     */
    Optional<Holding> open(HeldLease lease) {
        AuditLog log = store().log(settings.service());
        Journal journal = new Journal(log, entries, stop, settings.timing(), lease);
        Patience.read(settings.timing().grace(), stop, () -> {
            log.create();
            return true;
        });
        Holding holding = new Holding(journal, lease, stop, settings.timing());
        journal.reload();
        boolean ours = (lease.takenOverFrom().isEmpty()
                        || fence(holding, lease.takenOverFrom().get()))
                && holding.confirm();
        if (!ours) {
            LOG.info("the lease of '{}' was lost again before anything was started", settings.service());
            lease.close();
        }
        return ours ? Optional.of(holding) : Optional.empty();
    }

    /** {@code false}: the lease is lost. */
    private boolean fence(Holding holding, String from) {
        LOG.warn("took the lease of '{}' over from {}, which did not renew it", settings.service(), from);
        Patience patience =
                new Patience(settings.timing().waiting().plus(settings.timing().grace()), stop);
        Journal journal = holding.journal();
        while (true) {
            if (!holding.confirm()) {
                return false;
            }
            AuditEntry fence = journal.next(entries.fence(State.TAKEN_OVER, Map.of("from", from), null));
            try {
                journal.log().occupy(journal.history().head(), fence);
                journal.reload();
                return true;
            } catch (AuditConflictException e) {
                journal.reload();
            } catch (AuditStoreException | BlockedException e) {
                patience.pauseAfter(e);
                if (stop.isRequested()) {
                    throw stopped();
                }
                journal.reload();
            }
            if (journal.history().head().equals(fence.head())) {
                return true; // the answer was lost, not the fence
            }
        }
    }

    private Holder newOwner() {
        return new Holder(UUID.randomUUID().toString(), settings.runner());
    }

    private void pause() {
        long upTo = waited().compareTo(LATER) > 0 ? LATER_PAUSE_MS : pauseMs;
        stop.sleepUnlessRequested(ThreadLocalRandom.current().nextLong(upTo / 2, upTo + 1));
        if (stop.isRequested()) {
            throw stopped();
        }
        pauseMs = Math.min(PAUSE_MS, pauseMs * 3 / 2);
    }

    private RunStop stopped() {
        return RunStop.requested("the run was stopped while it waited for the lease: " + stop.reason());
    }

    private void sayWhoHolds(LeaseRow row) {
        listeners.tell(l -> l.whileWaiting(row.describe(), waited()));
        if (System.nanoTime() - start >= nextLog) {
            nextLog += LATER.toNanos();
            LOG.info("waiting for the lease of '{}', held by {}", settings.service(), row.describe());
        }
    }

    private Duration waited() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private AuditStore store() {
        return settings.store();
    }
}
