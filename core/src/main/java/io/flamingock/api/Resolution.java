package io.flamingock.api;

/** What an operator found when looking at the target of an {@link Issue}. */
public enum Resolution {
    /** The effect is there completely: recorded as {@link State#MARKED_EXECUTED}, never run again. */
    EXECUTED(State.MARKED_EXECUTED),
    /** Nothing of it is there: recorded as {@link State#MARKED_ROLLED_BACK}, pending again. */
    ROLLED_BACK(State.MARKED_ROLLED_BACK);

    private final State state;

    Resolution(State state) {
        this.state = state;
    }

    /** {@return the state that the decision is recorded as} */
    public State state() {
        return state;
    }
}
