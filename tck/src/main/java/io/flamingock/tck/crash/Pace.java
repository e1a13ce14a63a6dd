package io.flamingock.tck.crash;

import java.time.Duration;

/**
 * How long things last in one start.
 *
 * @param waiting how long to wait for the lease of another; zero: the test lets leases expire before
 * @param grace how long a store that does not answer is asked again
 * @param lease how long a lease lasts unless renewed
 * @param renewal how often it is renewed
 */
public record Pace(Duration lease, Duration renewal, Duration waiting, Duration grace) {

    /** For a store whose clock is moved. */
    public static final Pace MOVED_CLOCK =
            new Pace(Duration.ofSeconds(20), Duration.ofSeconds(5), Duration.ZERO, Duration.ofSeconds(5));

    /**
     * For a real clock: leases that expire soon.
     *
     * @param lease as short as the machine allows: everything is waited for
     * @return three renewals to a lease
     */
    public static Pace ofLease(Duration lease) {
        return new Pace(lease, lease.dividedBy(3), Duration.ofSeconds(20), Duration.ofSeconds(5));
    }

    Pace withGrace(Duration other) {
        return new Pace(lease, renewal, waiting, other);
    }

    Pace withWaiting(Duration other) {
        return new Pace(lease, renewal, other, grace);
    }
}
