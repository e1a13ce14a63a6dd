package io.flamingock.safety.faults;

import io.flamingock.servers.child.Points;
import java.util.concurrent.locks.LockSupport;

/**
 * A run of five changes that is told to end at one of its calls: it is given the addresses of a place and the number of
 * the call, says that it is {@code HERE}, and takes its time there. It says its service first, and how many calls there
 * were.
 */
final class ShutdownProgram {

    private static final long A_WHILE_NANOS = 400_000_000;

    private ShutdownProgram() {}

    public static void main(String[] args) {
        Calls calls = new Calls(Integer.parseInt(args[2]), () -> {
            say(Points.HERE);
            LockSupport.parkNanos(A_WHILE_NANOS);
        });
        Trial trial = new Trial(calls, change -> calls.pass());
        say("SERVICE " + trial.service());
        boolean failed = trial.fails(args[0], args[1]);
        say("CALLS " + calls.count() + (failed ? " failed" : ""));
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
