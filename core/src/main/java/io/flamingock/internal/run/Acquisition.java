package io.flamingock.internal.run;

import io.flamingock.api.BlockedException;
import io.flamingock.api.LeaseNotAcquiredException;
import io.flamingock.api.RunReport;
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
        Patience patience = Patience.untilStop(settings.timing().connect(), stop);
        while (true) {
            long sentAt = System.nanoTime();
            try {
                Lease.Attempt attempt = store().tryAcquire(
                                settings.service(), me, settings.timing().lease());
                if (attempt instanceof Lease.Attempt.Acquired acquired) {
                    String owner = me.owner();
                    me = newOwner(); // one per acquisition; kept only while an answer may be lost
                    return new Try(new HeldLease(acquired.lease(), owner, settings.timing(), sentAt), null);
                }
                return new Try(null, ((Lease.Attempt.HeldBy) attempt).row());
            } catch (AuditStoreException e) {
                patience.pauseAfter(e);
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
            HeldLease.heldByCaller(row.owner()).ifPresent(held -> {
                throw NotAcquired.fromItself(settings, held);
            });
            if (waited().compareTo(settings.timing().waiting()) >= 0) {
                throw NotAcquired.inTime(settings, row);
            }
            sayWhoHolds(row);
            pause();
            Optional<LeaseRow> now =
                    Patience.untilStop(settings.timing().connect(), stop).read(() -> store().lease(settings.service()));
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

        private NotAcquired(String message) {
            super(message, null, false, false);
        }

        static NotAcquired inTime(Settings settings, LeaseRow row) {
            return new NotAcquired("[L34] the lease of '" + settings.service() + "' was not acquired within "
                    + settings.timing().waiting().toSeconds() + " s: it is held by " + row.describe()
                    + ". Nothing was run. Look whether that instance is alive and what it does: it goes on renewing. If"
                    + " it is gone, its lease expires by itself within "
                    + settings.timing().lease().toSeconds() + " s");
        }

        static NotAcquired fromItself(Settings settings, HeldLease held) {
            return new NotAcquired("[X43] run() of '" + settings.service()
                    + "' was called inside a run that holds its lease"
                    + held.runningChange().map(id -> ", by change '" + id + "'").orElse("")
                    + ": it would wait for itself. Nothing was run. Call it when that run has returned");
        }

        LeaseNotAcquiredException seen(RunReport report) {
            return new LeaseNotAcquiredException(String.valueOf(getMessage()), report, null);
        }
    }

    /**
     * Creates the log, fences after a takeover, reads, and confirms. What was read before is to be forgotten. Empty: the
     * lease is lost again, and nothing was started.
     */
    Optional<Holding> open(HeldLease lease) {
        AuditLog log = store().log(settings.service());
        Journal journal = new Journal(log, entries, stop, settings.timing(), lease);
        patience().read(() -> {
            log.create();
            return true;
        });
        Holding holding = new Holding(journal, new Recorder(journal), lease, stop, settings.timing());
        journal.reload(patience());
        boolean ours = (lease.takenOverFrom().isEmpty()
                        || fence(holding, lease.takenOverFrom().get()))
                && lease.confirm(patience());
        if (!ours) {
            LOG.info("the lease of '{}' was lost again before anything was started", settings.service());
            lease.close();
        }
        return ours ? Optional.of(holding) : Optional.empty();
    }

    /** {@code false}: the lease is lost. */
    private boolean fence(Holding holding, String from) {
        LOG.warn(
                "[L33] took the lease of '{}' over from {}, which did not renew it; what it would still write is refused",
                settings.service(),
                from);
        Patience patience = Patience.untilStop(
                settings.timing().waiting().plus(settings.timing().grace()), stop);
        Journal journal = holding.journal();
        while (true) {
            if (!holding.lease().confirm(patience())) {
                return false;
            }
            AuditEntry fence = journal.next(entries.fence(State.TAKEN_OVER, Map.of("from", from), null));
            try {
                journal.log().occupy(journal.history().head(), fence);
                journal.reload(patience());
                return true;
            } catch (AuditConflictException e) {
                journal.reload(patience());
            } catch (AuditStoreException | BlockedException e) {
                patience.pauseAfter(e);
                journal.reload(patience());
            }
            if (journal.history().head().equals(fence.head())) {
                return true; // the answer was lost, not the fence
            }
        }
    }

    /** Nothing is started yet: a request to stop ends it. */
    private Patience patience() {
        return Patience.untilStop(settings.timing().grace(), stop);
    }

    private Holder newOwner() {
        return new Holder(UUID.randomUUID().toString(), settings.runner());
    }

    private void pause() {
        long upTo = waited().compareTo(LATER) > 0 ? LATER_PAUSE_MS : pauseMs;
        stop.sleepUnlessRequested(ThreadLocalRandom.current().nextLong(upTo / 2, upTo + 1));
        if (stop.isRequested()) {
            throw RunStop.requested(stop, "while it waited for the lease, and nothing was started", null);
        }
        pauseMs = Math.min(PAUSE_MS, pauseMs * 3 / 2);
    }

    private void sayWhoHolds(LeaseRow row) {
        listeners.tell(l -> l.whileWaiting(row.describe(), waited()));
        if (System.nanoTime() - start >= nextLog) {
            nextLog += LATER.toNanos();
            LOG.info(
                    "another instance runs the changes of '{}', waiting for it ({} s of at most {} s so far): its lease is held by {}",
                    settings.service(),
                    waited().toSeconds(),
                    settings.timing().waiting().toSeconds(),
                    row.describe());
        }
    }

    private Duration waited() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private AuditStore store() {
        return settings.store();
    }
}
