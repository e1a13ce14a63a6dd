package io.flamingock.api;

/** What an entry of the audit log states. The state of a change is that of its newest entry, {@link #LATE} left out. */
public enum State {
    /** About to run; written before the first side effect. */
    STARTED,
    /** Ran, and its effect is durable. */
    EXECUTED,
    /** Threw, or was cut off; its effect is unknown or partial. */
    FAILED,
    /** Nothing of it is there: undone by the transaction or by its rollback, not begun, or undone later. */
    ROLLED_BACK,
    /** Threw, and its rollback threw too; or an undo whose effect is unknown. */
    ROLLBACK_FAILED,
    /** An operator looked, and decided that the effect is there. */
    MARKED_EXECUTED,
    /** An operator looked, and decided that nothing of it is there. */
    MARKED_ROLLED_BACK,
    /** Taken over as executed from another tool's history, or a baseline. */
    IMPORTED,
    /** Evidence only: an outcome that arrived after somebody else had started or decided. */
    LATE,
    /** A run came to its end with nothing pending. */
    COMPLETED,
    /** An expired lease was taken over: the fence. */
    TAKEN_OVER,
    /** An operator released a lease by force: the fence. */
    FORCE_RELEASED;

    /** {@return whether a change in this state counts as applied} */
    public boolean isExecuted() {
        return this == EXECUTED || this == MARKED_EXECUTED || this == IMPORTED;
    }

    /** {@return whether a change in this state has an attempt whose effect is not known} */
    public boolean isUnfinished() {
        return this == STARTED || this == FAILED || this == ROLLBACK_FAILED;
    }
}
