package io.flamingock.tck.crash;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where a process stands still: it says that it has arrived, and goes on when it is told to. */
final class Pause {

    private static final int LIMIT_SECONDS = 120;

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Runnable whenReached;

    Pause(Runnable whenReached) {
        this.whenReached = whenReached;
    }

    Pause() {
        this(() -> {});
    }

    void stand() {
        if (reached.getCount() > 0) {
            reached.countDown();
            whenReached.run();
        }
        if (!await(over, LIMIT_SECONDS)) {
            throw new IllegalStateException("nobody told it to go on");
        }
    }

    /** Whether it was reached within the time. */
    boolean awaitReached(int seconds) {
        return await(reached, seconds);
    }

    /** It will not be reached any more. */
    void giveUp() {
        reached.countDown();
    }

    void end() {
        over.countDown();
    }

    /** Hears no interrupt, since a process that stands still does not. */
    private static boolean await(CountDownLatch latch, int seconds) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return latch.await(seconds, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
