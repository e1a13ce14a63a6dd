package io.flamingock.internal.run;

import io.flamingock.audit.AuditStoreException;
import io.flamingock.audit.StoreRefusedException;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long a store that does not answer is asked again: with growing pauses, until the given time is over. */
final class Patience {

    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final long FIRST_PAUSE_MS = 20;
    private static final long LONGEST_PAUSE_MS = 1_000;
    private static final long LOG_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

    private final StopSignal stop;
    private final Duration limit;
    private final long start = System.nanoTime();
    private long nextLog = start;
    private long pauseMs = FIRST_PAUSE_MS;

    Patience(Duration limit, StopSignal stop) {
        this.limit = limit;
        this.stop = stop;
    }

    /** Repeats a call that only reads until it is answered. */
    static <T> T read(Duration limit, StopSignal stop, Supplier<T> call) {
        Patience patience = new Patience(limit, stop);
        while (true) {
            try {
                return call.get();
            } catch (AuditStoreException e) {
                patience.pauseAfter(e);
            }
        }
    }

    /** Pauses, or rethrows what happened if that would not help any more. */
    <E extends RuntimeException> void pauseAfter(E e) {
        if (e instanceof StoreRefusedException || elapsed() > limit.toNanos()) {
            throw e;
        }
        if (System.nanoTime() >= nextLog) {
            nextLog = System.nanoTime() + LOG_EVERY_NANOS;
            LOG.warn(
                    "the audit store does not answer, asking again for up to {} s: {}",
                    limit.toSeconds(),
                    e.getMessage());
        }
        stop.sleep(pauseMs);
        pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
    }

    private long elapsed() {
        return System.nanoTime() - start;
    }
}
