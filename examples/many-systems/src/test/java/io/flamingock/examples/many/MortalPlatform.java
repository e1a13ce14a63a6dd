package io.flamingock.examples.many;

import io.flamingock.api.LeaseLostException;
import io.flamingock.api.RunFailedException;
import io.flamingock.servers.child.Points;
import java.time.Duration;

/** The platform, in a process of its own, which dies at a point. */
final class MortalPlatform {

    /** Begins a line with the number of a change whose body is about to make its first call. */
    static final String BEGINS = "BEGINS ";

    /** What it says when the machine was so busy that another might have taken over. */
    static final String LEASE_LOST = "LEASE LOST ";

    /** So short that the next start need not wait long; renewed often enough to live on a busy machine. */
    private static final Duration LEASE = Duration.ofMillis(1_500);

    private MortalPlatform() {}

    /** The {@link Addresses}, where the log is, how to die, and the point to die at. */
    public static void main(String[] args) {
        Addresses addresses = Addresses.of(args);
        LogStore log = LogStore.valueOf(Addresses.more(args, 0));
        Points points = new Points("at first", Points.Way.valueOf(Addresses.more(args, 1)), Addresses.more(args, 2));
        Bodies bodies = new Bodies(points, change -> {
            System.out.println(BEGINS + change);
            System.out.flush();
        });
        try (WatchedClients watched = new WatchedClients(addresses, bodies)) {
            OrderPlatform.builder(log, watched.clients())
                    .listener(bodies)
                    .lease(LEASE, LEASE.dividedBy(6))
                    .run();
            System.out.println("DONE");
        } catch (LeaseLostException e) {
            System.out.println(LEASE_LOST + e.getMessage());
        } catch (RunFailedException e) {
            System.out.println("FAILED " + e.getMessage());
        }
    }
}
