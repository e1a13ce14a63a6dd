package io.flamingock.api;

/** What an attempt does with a change, and the states that its three possible endings are recorded as. */
public enum Operation {
    /** Runs the {@link Execution} method. */
    APPLY(State.EXECUTED, State.ROLLED_BACK, State.FAILED),
    /** Runs the {@link RollbackExecution} method of an executed change, for an operator. */
    UNDO(State.ROLLED_BACK, State.EXECUTED, State.ROLLBACK_FAILED);

    private final State done;
    private final State undone;
    private final State unknown;

    Operation(State done, State undone, State unknown) {
        this.done = done;
        this.undone = undone;
        this.unknown = unknown;
    }

    /** {@return the state after an attempt whose effect is durable} */
    public State done() {
        return done;
    }

    /** {@return the state after an attempt of which nothing is there} */
    public State undone() {
        return undone;
    }

    /** {@return the state after an attempt whose effect is unknown or partial} */
    public State unknown() {
        return unknown;
    }
}
