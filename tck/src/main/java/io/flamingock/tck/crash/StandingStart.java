package io.flamingock.tck.crash;

import io.flamingock.api.FlamingockException;
import io.flamingock.tck.crash.Calls.Call;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One start that stands still where it was told to, on a thread of its own. */
final class StandingStart {

    private static final int LIMIT_SECONDS = 30;

    private final Pause pause = new Pause();
    private final Calls calls;
    private final Thread thread;
    private @Nullable Throwable thrown;
    private volatile boolean ended;

    private StandingStart(Calls calls, CrashPoint point, Function<Calls, @Nullable Throwable> start) {
        this.calls = calls.and(point, Fault.pause(pause));
        this.thread = new Thread(() -> run(start), "standing");
        thread.setDaemon(true);
    }

    private void run(Function<Calls, @Nullable Throwable> start) {
        try {
            thrown = start.apply(calls);
        } finally {
            ended = true;
            pause.giveUp();
        }
    }

    /** Starts it; returns when it stands. */
    static StandingStart at(CrashPoint point, Function<Calls, @Nullable Throwable> start) {
        return at(Calls.undisturbed(), point, start);
    }

    static StandingStart at(Calls calls, CrashPoint point, Function<Calls, @Nullable Throwable> start) {
        StandingStart standing = mayStandAt(calls, point, start);
        Trial.claim(!standing.ended, "it reaches " + point + ", but: " + standing.thrown);
        return standing;
    }

    /** The same, where a fault before may have ended it. */
    static StandingStart mayStandAt(Calls calls, CrashPoint point, Function<Calls, @Nullable Throwable> start) {
        StandingStart standing = new StandingStart(calls, point, start);
        standing.thread.start();
        Trial.claim(standing.pause.awaitReached(LIMIT_SECONDS), "it reaches " + point);
        return standing;
    }

    /** Goes on to its end. */
    void goOn() {
        pause.end();
        try {
            thread.join(LIMIT_SECONDS * 1000L);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Trial.claim(!thread.isAlive(), "the one that stood still comes to its end");
        Trial.claim(
                thrown == null || thrown instanceof FlamingockException,
                "what the one that stood still throws is ours, but: " + thrown);
    }

    List<Call> executed() {
        return calls.executed();
    }

    /** Only a body that it stood right before can still begin (the residue of protocol §6). */
    void checkStartsNothingAfter(CrashPoint point) {
        Trial.claim(
                calls.trace().stream()
                        .skip(point.call())
                        .noneMatch(call -> call.name().endsWith(" begins")),
                "one whose lease was taken over starts nothing, but: " + calls.trace());
    }
}
