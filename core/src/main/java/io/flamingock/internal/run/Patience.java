package io.flamingock.internal.run;

import io.flamingock.audit.AuditStoreException;
import io.flamingock.audit.StoreRefusedException;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long a store, or a target system, that does not answer is asked again: with growing pauses, until the given time is over. */
final class Patience {

    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final String STORE = "the audit store";
    private static final long FIRST_PAUSE_MS = 20;
    private static final long LONGEST_PAUSE_MS = 1_000;
    private static final long LOG_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

    private final StopSignal stop;
    private final Duration limit;
    private final boolean endsOnStop;
    private final String whom;
    private final long start = System.nanoTime();
    private long nextLog = start;
    private long pauseMs = FIRST_PAUSE_MS;

    private Patience(Duration limit, StopSignal stop, boolean endsOnStop, String whom) {
        this.limit = limit;
        this.stop = stop;
        this.endsOnStop = endsOnStop;
        this.whom = whom;
    }

    /** With what is to be recorded or found out whatever happens: a request to stop is only noted. */
    static Patience despiteStop(Duration limit, StopSignal stop) {
        return new Patience(limit, stop, false, STORE);
    }

    /** With what nobody depends on yet: a request to stop, an interrupt for one, ends the run at once. */
    static Patience untilStop(Duration limit, StopSignal stop) {
        return new Patience(limit, stop, true, STORE);
    }

    /** The same with somebody else; {@code whom} is for messages. */
    Patience with(String whom) {
        return new Patience(limit, stop, endsOnStop, whom);
    }

    /** Repeats a call that may be repeated until it is answered. */
    <T> T read(Supplier<T> call) {
        while (true) {
            try {
                return call.get();
            } catch (AuditStoreException e) {
                pauseAfter(e);
            }
        }
    }

    /** Pauses, or throws what happened if that would not help any more. */
    <E extends RuntimeException> void pauseAfter(E e) {
        if (e instanceof StoreRefusedException) {
            throw e;
        }
        if (elapsed() > limit.toNanos()) {
            throw e instanceof AuditStoreException ? noAnswer(e) : e;
        }
        if (System.nanoTime() >= nextLog) {
            nextLog = System.nanoTime() + LOG_EVERY_NANOS;
            LOG.warn("{} does not answer, asking again for up to {}: {}", whom, inWords(limit), whatItSaid(e));
        }
        pause(e);
        pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
    }

    private AuditStoreException noAnswer(RuntimeException e) {
        return new AuditStoreException(
                "[S26] the audit store has not answered for " + inWords(limit)
                        + (endsOnStop ? ", and nothing was started: " : ": ")
                        + whatItSaid(e) + ". See that it runs, and that it can be reached from here; then start again",
                e);
    }

    /** In one line, for it stands within one. */
    private static String whatItSaid(RuntimeException e) {
        return String.valueOf(e.getMessage())
                .strip()
                .replaceAll("\\s*\\R\\s*", " ")
                .replaceFirst("\\.$", "");
    }

    private static String inWords(Duration time) {
        return time.toSeconds() > 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    private void pause(RuntimeException e) {
        if (!endsOnStop) {
            stop.sleep(pauseMs);
            return;
        }
        stop.sleepUnlessRequested(pauseMs);
        if (stop.isRequested()) {
            throw RunStop.requested(stop, "while " + whom + " did not answer, before anything was started", e);
        }
    }

    private long elapsed() {
        return System.nanoTime() - start;
    }
}
