package io.flamingock.internal.run;

import io.flamingock.audit.AuditStoreException;
import io.flamingock.audit.ErrorRecord;
import io.flamingock.audit.Lease;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lease that is being renewed by a daemon thread of its own, the heartbeat. It is lost when a renewal was refused,
 * or when its time has passed, measured on this host's monotonic clock from before the last renewal was sent.
 */
final class HeldLease implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HeldLease.class);
    private static final long LONGEST_TICK_MS = 100;

    /** The leases of this process, by owner: who asks for one that its own thread holds would wait for itself. */
    private static final Map<String, HeldLease> HELD = new ConcurrentHashMap<>();

    private final Lease lease;
    private final String owner;
    private final Timing timing;
    private final Thread holder = Thread.currentThread();
    private final Thread heartbeat;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile long deadline;
    private volatile boolean refused;
    private volatile @Nullable String currentChange;
    private volatile @Nullable BodyWatch watch;

    /** {@code sentAt} is {@code nanoTime} from before the acquisition was sent. */
    HeldLease(Lease lease, String owner, Timing timing, long sentAt) {
        this.lease = lease;
        this.owner = owner;
        this.timing = timing;
        this.deadline = sentAt + timing.lease().toNanos();
        this.heartbeat = new Thread(this::beat, "flamingock-heartbeat");
        heartbeat.setDaemon(true);
        heartbeat.start();
        HELD.put(owner, this);
    }

    /** The lease of this owner, if a run further up on the calling thread holds it. */
    static Optional<HeldLease> heldByCaller(@Nullable String owner) {
        return Optional.ofNullable(owner).map(HELD::get).filter(held -> held.holder == Thread.currentThread());
    }

    long token() {
        return lease.token();
    }

    Optional<String> takenOverFrom() {
        return lease.takenOverFrom();
    }

    /** Without a round trip: whether it is lost, as far as is known here. */
    boolean isLost() {
        return refused || System.nanoTime() - deadline > 0;
    }

    /** A renewal that must succeed. {@code false}: it is no longer ours. */
    boolean confirm(Patience patience) {
        while (true) {
            try {
                return renew();
            } catch (AuditStoreException e) {
                patience.pauseAfter(e);
            }
        }
    }

    /** Somebody has fenced it off in the log: it is no longer ours, whatever its length says. */
    void fencedOff() {
        refused = true;
    }

    private boolean renew() {
        long sentAt = System.nanoTime();
        if (!refused && lease.renew(currentChange)) {
            deadline = sentAt + timing.lease().toNanos();
            return true;
        }
        refused = true;
        return false;
    }

    /** What runs now, for those who wait; told with the next renewal. */
    void running(@Nullable String changeId) {
        currentChange = changeId;
    }

    Optional<String> runningChange() {
        return Optional.ofNullable(currentChange);
    }

    /** Watches over a body on the calling thread until the watch is closed. */
    BodyWatch watch(BodyWatch body) {
        watch = body;
        return body;
    }

    void unwatch() {
        watch = null;
    }

    private void beat() {
        long renewalNanos = timing.renewal().toNanos();
        long tickMs = Math.max(1, Math.min(LONGEST_TICK_MS, timing.renewal().toMillis() / 4));
        long nextRenewal = System.nanoTime() + renewalNanos;
        while (!isOver(tickMs)) {
            if (!refused && System.nanoTime() - nextRenewal > 0) {
                nextRenewal = System.nanoTime() + renewalNanos;
                tryRenew();
            }
            @Nullable BodyWatch body = watch;
            if (body != null) {
                body.tick(isLost());
            }
        }
    }

    private boolean isOver(long waitMs) {
        try {
            return over.await(waitMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true; // nobody but a stranger interrupts this thread
        }
    }

    private void tryRenew() {
        try {
            if (!renew()) {
                LOG.warn(
                        "the lease (token {}) was refused: another instance has taken it over, or an operator has released it",
                        lease.token());
            }
        } catch (RuntimeException | Error e) { // a heartbeat that dies of it would watch over nothing any more
            LOG.warn(
                    "the lease could not be renewed, trying again in {} ms: {}",
                    timing.renewal().toMillis(),
                    ErrorRecord.of(e).summary());
        }
    }

    /** Ends the heartbeat and releases, unless it is lost already. */
    void release() {
        close();
        try {
            if (!refused && !lease.release()) {
                LOG.warn("the lease (token {}) was no longer ours when it was released", lease.token());
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "the lease was not released and will expire in {} s: {}",
                    timing.lease().toSeconds(),
                    e.getMessage());
        }
    }

    /** Ends the heartbeat and leaves the lease to expire. */
    @Override
    public void close() {
        HELD.remove(owner);
        over.countDown();
        boolean interrupted = false;
        while (true) {
            try {
                heartbeat.join(Duration.ofSeconds(60).toMillis());
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
