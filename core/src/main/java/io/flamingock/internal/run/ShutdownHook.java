package io.flamingock.internal.run;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a run come to a stop between two changes when the JVM is shut down, within the grace period. */
final class ShutdownHook implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ShutdownHook.class);

    private final Thread running = Thread.currentThread();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook;
    private final StopSignal stop;
    private final Duration grace;

    ShutdownHook(StopSignal stop, Duration grace) {
        this.stop = stop;
        this.grace = grace;
        this.hook = new Thread(this::awaitEnd, "flamingock-shutdown");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            stop.shutDown(); // already shutting down
        }
    }

    private void awaitEnd() {
        stop.shutDown();
        try {
            // a body that called System.exit waits for us: waiting for it would be a dead-lock
            if (!callsExit() && over.getCount() > 0) {
                LOG.info(
                        "the JVM is asked to end: no other change is started, and what is under way has {} s to end",
                        grace.toSeconds());
            }
            if (!callsExit() && !over.await(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("the JVM ends while something is still under way; the lease is left to expire");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean callsExit() {
        return Arrays.stream(running.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals("java.lang.Shutdown"));
    }

    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // shutting down: the hook is running, and over lets it end
        }
    }
}
