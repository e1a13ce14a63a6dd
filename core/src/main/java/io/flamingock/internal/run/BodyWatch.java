package io.flamingock.internal.run;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches over one body: interrupts its thread when its time is over, and also cuts off its transaction when the lease
 * is lost. Ticks on the heartbeat.
 */
final class BodyWatch {

    private static final Logger LOG = LoggerFactory.getLogger(BodyWatch.class);
    private static final long GRACE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long SAY_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

    private final String changeId;
    private final Thread body = Thread.currentThread();
    private final long start = System.nanoTime();
    private final @Nullable Duration timeout;
    private final @Nullable Runnable onLeaseLost;
    private long nextSay;
    private long interruptedAt;
    private boolean timedOut;
    private boolean cut;
    private boolean ended;

    /** {@code onLeaseLost} is what to do when the lease is lost; {@code null}: the body goes on, its commit decides. */
    BodyWatch(String changeId, @Nullable Duration timeout, @Nullable Runnable onLeaseLost) {
        this.changeId = changeId;
        this.timeout = timeout;
        this.onLeaseLost = onLeaseLost;
    }

    synchronized void tick(boolean leaseLost) {
        if (ended) {
            return;
        }
        if (leaseLost && onLeaseLost != null && !cut) {
            cut = true;
            LOG.warn("the lease is lost while change '{}' runs: it is interrupted, and no other is started", changeId);
            try {
                onLeaseLost.run();
            } catch (RuntimeException | Error e) { // the body is interrupted all the same
                LOG.warn("the transaction of change '{}' could not be cut off", changeId, e);
            }
            body.interrupt();
        }
        if (timeout != null && System.nanoTime() - start > timeout.toNanos()) {
            whenOverdue();
        }
    }

    private void whenOverdue() {
        if (!timedOut) {
            timedOut = true;
            interruptedAt = System.nanoTime();
            nextSay = interruptedAt + SAY_EVERY_NANOS;
            body.interrupt();
        } else if (System.nanoTime() > nextSay) {
            nextSay = System.nanoTime() + SAY_EVERY_NANOS;
            LOG.warn(
                    "change '{}' was interrupted after its timeout of {} and is still running, {} s after its start;"
                            + " the lease is kept",
                    changeId,
                    timeout,
                    seconds());
        }
    }

    private long seconds() {
        return Duration.ofNanos(System.nanoTime() - start).toSeconds();
    }

    /** The body is over. An interrupt that came from here goes no further. */
    synchronized void end() {
        ended = true;
        if (timedOut && System.nanoTime() - interruptedAt > GRACE_NANOS) {
            LOG.warn(
                    "change '{}' did not react to the interrupt after its timeout of {}, and ended {} s after its start;"
                            + " most JDBC drivers need a query timeout",
                    changeId,
                    timeout,
                    seconds());
        }
        if (timedOut || cut) {
            boolean unused = Thread.interrupted();
        }
    }

    synchronized boolean timedOut() {
        return timedOut;
    }

    synchronized boolean cutOff() {
        return cut;
    }
}
