package io.flamingock.safety.races;

import io.flamingock.api.Operation;

/**
 * Something that happens to the first process that comes to a point. Each happens once.
 *
 * @param kind what happens
 * @param operation at whose point: of a change that is applied, or undone
 * @param point which call, before or after it; see {@link Points}
 * @param change which change, or {@link #ANY}
 * @param millis for how long; once somebody has taken over; or how long after the start, of those that happen at a time
 */
record Fault(Kind kind, Operation operation, String point, String change, long millis) {

    static final String ANY = "any";

    /** The point of a fault that happens at a time, to whoever holds the lease then. */
    static final String WHENEVER = "whenever";

    enum Kind {
        /** {@code kill -9}. */
        KILL,
        /** SIGSTOP, for longer than the lease. */
        PAUSE,
        /** SIGSTOP until somebody else has taken over, who then waits a moment before his first act. */
        PAUSE_UNTIL_TAKEN_OVER,
        /** SIGSTOP until somebody else has taken over and has gone on for a while. */
        PAUSE_UNTIL_OVERTAKEN,
        /** SIGSTOP inside a body, until the operator has decided that nothing of it is there. */
        PAUSE_UNTIL_DECIDED;

        boolean pauses() {
            return this != KILL;
        }
    }

    boolean isTimed() {
        return point.equals(WHENEVER);
    }

    boolean isAt(Operation what, String where, String which) {
        return operation == what && point.equals(where) && (change.equals(which) || change.equals(ANY));
    }

    @Override
    public String toString() {
        return kind + (isTimed() ? " after " + millis + " ms" : " at " + operation + " " + change + " " + point);
    }
}
