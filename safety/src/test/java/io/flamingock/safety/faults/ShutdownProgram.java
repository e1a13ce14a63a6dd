package io.flamingock.safety.faults;

import io.flamingock.servers.child.Points;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A run of five changes that is told to end somewhere: it is given the addresses of a place, and the number of one of its
 * calls or the change in whose body it is; says that it is {@code HERE}, and takes its time there. It says its service
 * first, and how many calls there were.
 */
final class ShutdownProgram {

    /** The grace period where a body takes longer. */
    static final Duration SHORT_GRACE = Duration.ofSeconds(1);

    private static final Duration A_WHILE = Duration.ofMillis(400);
    private static final Duration TOO_LONG = Duration.ofMinutes(1);

    private ShutdownProgram() {}

    public static void main(String[] args) {
        boolean isCall = args[2].matches("\\d+");
        Calls calls = new Calls(isCall ? Integer.parseInt(args[2]) : 0, () -> stay(A_WHILE));
        Trial trial = new Trial(calls, change -> {
            calls.pass();
            if (change.equals(args[2])) {
                stay(TOO_LONG);
            }
        });
        if (!isCall) {
            trial.grace(SHORT_GRACE);
        }
        say("SERVICE " + trial.service());
        boolean failed = trial.fails(args[0], args[1]);
        say("CALLS " + calls.count() + (failed ? " failed" : ""));
    }

    /** Whoever interrupts. */
    private static void stay(Duration duration) {
        say(Points.HERE);
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            boolean unused = Thread.interrupted();
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
