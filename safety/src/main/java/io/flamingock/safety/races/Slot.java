package io.flamingock.safety.races;

import org.jspecify.annotations.Nullable;

/** One of those that race: a process, and the one that takes its place when it was killed. */
final class Slot {

    /** How many changes the version that it runs knows. */
    private final int changes;

    private Instance process;
    private boolean ready;
    private boolean busy;
    private boolean done;
    private long since;
    private @Nullable Fault pausedBy;
    private boolean killed;

    Slot(int changes, Instance process) {
        this.changes = changes;
        this.process = process;
    }

    int changes() {
        return changes;
    }

    Instance process() {
        return process;
    }

    void replace(Instance next) {
        process = next;
        ready = false;
        busy = false;
        done = false;
        pausedBy = null;
        killed = false;
    }

    void becomesReady() {
        ready = true;
    }

    boolean isReady() {
        return ready;
    }

    /** Tells it to begin something. */
    void begin(String command) {
        process.tell(command);
        busy = true;
        done = false;
        since = System.nanoTime();
    }

    void ended(boolean well, long nanos) {
        busy = false;
        done = well;
        since = nanos;
    }

    boolean isBusy() {
        return busy;
    }

    /** Whether it came to its end, with nothing left to do. */
    boolean isDone() {
        return done;
    }

    /** Since when it is busy, or when it has ended. */
    long since() {
        return since;
    }

    void kill() {
        killed = true;
        process.kill();
    }

    /** Whether it did not end by itself. */
    boolean wasKilled() {
        return killed;
    }

    void pause(Fault fault) {
        process.stop();
        pausedBy = fault;
    }

    void resume() {
        process.resume();
        pausedBy = null;
    }

    /** What it stands still by; {@code null}: it runs. */
    @Nullable
    Fault pausedBy() {
        return pausedBy;
    }
}
