package io.flamingock.internal.run;

import java.time.Duration;

/**
 * How long things last; all of it measured on a monotonic clock.
 *
 * @param lease how long a lease lasts unless renewed
 * @param renewal how often it is renewed
 * @param waiting how long to wait for a lease that another holds; zero: exactly one try
 * @param connect how long a store that does not answer is asked again before anything was started
 * @param grace how long a store that does not answer is asked again about an outcome, and a shutdown waits for a body
 */
public record Timing(Duration lease, Duration renewal, Duration waiting, Duration connect, Duration grace) {

    public Timing withLease(Duration length, Duration every) {
        return new Timing(length, every, waiting, connect, grace);
    }

    public Timing withWaiting(Duration longest) {
        return new Timing(lease, renewal, longest, connect, grace);
    }

    public Timing withConnect(Duration longest) {
        return new Timing(lease, renewal, waiting, longest, grace);
    }

    public Timing withGrace(Duration longest) {
        return new Timing(lease, renewal, waiting, connect, longest);
    }
}
