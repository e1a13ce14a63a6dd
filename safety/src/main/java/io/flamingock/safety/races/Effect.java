package io.flamingock.safety.races;

import io.flamingock.api.ChangeContext;
import io.flamingock.api.Operation;

/**
 * What a body has left behind: a row that only bodies write, and a person who undoes by hand.
 *
 * @param service of which race
 * @param change by which change
 * @param attempt by which of its attempts, as the body was told; 0: by hand
 * @param process the pid
 * @param operation whether it was applied or undone
 * @param part {@link #BEGUN} when the body begins, {@link #DONE} is what it is for
 * @param nanos when, by {@link System#nanoTime}, which on Linux all processes of a host share
 */
public record Effect(
        String service, String change, int attempt, long process, Operation operation, int part, long nanos) {

    public static final int BEGUN = 1;
    public static final int DONE = 2;

    /** What a body leaves behind now, in this process. */
    public static Effect of(String service, ChangeContext context, int part) {
        return new Effect(
                service,
                context.changeId(),
                context.attempt(),
                ProcessHandle.current().pid(),
                context.operation(),
                part,
                System.nanoTime());
    }

    /** What a human has undone by hand. */
    static Effect undoneByHand(String service, String change) {
        return new Effect(service, change, 0, ProcessHandle.current().pid(), Operation.UNDO, DONE, System.nanoTime());
    }

    public boolean isDone() {
        return part == DONE;
    }
}
