package io.flamingock.internal.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Whether a run was asked to stop before its next change. An interrupt of the running thread is taken in, so that it
 * does not break the recording of an outcome, and given back at the end.
 */
final class StopSignal {

    private final CountDownLatch shutdown = new CountDownLatch(1);
    private boolean interrupted;

    /** From another thread: stop before the next change. */
    void shutDown() {
        shutdown.countDown();
    }

    /** On the running thread: takes in an interrupt. */
    void absorbInterrupt() {
        interrupted |= Thread.interrupted();
    }

    boolean isRequested() {
        absorbInterrupt();
        return interrupted || shutdown.getCount() == 0;
    }

    /** The number of this stop in the list of wrong inputs. */
    String code() {
        return interrupted ? "L36" : "X39";
    }

    String reason() {
        return interrupted ? "its thread was interrupted" : "the JVM is shutting down";
    }

    /** Sleeps; an interrupt is only noted. */
    void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            interrupted = true;
        }
    }

    /** Sleeps until the time is over or a stop is requested. */
    void sleepUnlessRequested(long millis) {
        try {
            if (!isRequested()) {
                boolean unused = shutdown.await(millis, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
    }

    /** Gives an interrupt back to the caller of {@code run()}. */
    void restoreInterrupt() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
