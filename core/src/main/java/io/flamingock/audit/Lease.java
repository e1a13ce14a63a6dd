package io.flamingock.audit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A lease that was acquired. Safe for use by several threads. It is liveness only: what makes a run safe is the log. */
public interface Lease {

    /** The answer to one try. */
    sealed interface Attempt {
        /**
         * It is mine.
         *
         * @param lease to be renewed and released
         */
        record Acquired(Lease lease) implements Attempt {}

        /**
         * It is somebody else's.
         *
         * @param row what is known about the holder
         */
        record HeldBy(LeaseRow row) implements Attempt {}
    }

    /** {@return the fencing number of this acquisition: grows with each one, never reset} */
    long token();

    /**
     * {@return from whom an expired lease was taken over, and when that one was last renewed; empty: it had been
     * released}
     */
    Optional<String> takenOverFrom();

    /**
     * Renews for its full length from now, by one statement that is conditional on owner and token; notes what runs.
     * One that has expired and was not taken over is still mine. Answers or throws within a quarter of its length, so
     * that its loss is noticed in time.
     *
     * @param currentChange the change that runs now; {@code null} for none
     * @return {@code false}: refused, it is no longer mine
     */
    boolean renew(@Nullable String currentChange);

    /**
     * Releases, by one statement that is conditional on owner and token. {@code false}: it was no longer mine.
     *
     * @return whether it was still mine
     */
    boolean release();
}
