package io.flamingock.internal.run;

import io.flamingock.api.Operation;
import io.flamingock.targets.TargetTransaction;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs the user's method of one attempt on the calling thread, watched over by the heartbeat. */
final class WatchedBody {

    private static final String TIMED_OUT = "it was interrupted after its timeout of ";

    private final Holding holding;
    private boolean cutOff;

    WatchedBody(Holding holding) {
        this.holding = holding;
    }

    /**
     * @param which the method: that of the attempt, or the rollback that cleans up after it
     * @param onLeaseLost what to do when the lease is lost; {@code null}: the body goes on, its commit decides
     */
    void run(
            Attempt attempt,
            Operation which,
            @Nullable TargetTransaction transaction,
            long fencingToken,
            @Nullable Runnable onLeaseLost)
            throws Throwable {
        BodyWatch watch =
                new BodyWatch(attempt.change().id(), attempt.change().details().timeout(), onLeaseLost);
        holding.lease().watch(watch);
        try {
            attempt.built().execute(which, transaction, attempt.context(which, holding.entries(), fencingToken));
            holding.lease().unwatch();
            watch.end();
        } catch (Throwable thrown) {
            holding.lease().unwatch();
            watch.end();
            throw watch.timedOut() ? timeout(attempt, thrown) : thrown;
        } finally {
            cutOff = watch.cutOff();
            holding.stop().absorbInterrupt();
        }
    }

    /** Whether the lease was lost while it ran, so that it was interrupted. */
    boolean wasCutOff() {
        return cutOff;
    }

    private static Throwable timeout(Attempt attempt, Throwable thrown) {
        TimeoutException timeout =
                new TimeoutException(TIMED_OUT + attempt.change().details().timeout());
        timeout.initCause(thrown);
        return timeout;
    }

    /** Whether this is what stands for whatever an interrupted body has thrown. */
    static boolean isTimeout(@Nullable Throwable thrown) {
        return thrown instanceof TimeoutException timeout
                && String.valueOf(timeout.getMessage()).startsWith(TIMED_OUT);
    }
}
