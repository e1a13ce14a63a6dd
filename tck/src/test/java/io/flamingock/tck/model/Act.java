package io.flamingock.tck.model;

/**
 * What happens next in a story; {@code who} counts the instances that are alive, in a circle: 0 is the
 * first of them, -1 the newest.
 */
sealed interface Act {

    /** What an instance is started for. */
    enum Errand {
        RUN,
        /** A run of the version before, which does not know the last change. */
        RUN_OLD,
        /** Not one try, but until the lease is free or nothing is left to do. */
        WAIT_AND_RUN,
        UNDO_LAST,
        DECIDE,
        DECIDE_WRONGLY,
        RELEASE_BY_FORCE,
        /** Whether the effects are there or not. */
        BASELINE,
        UNDO_BY_HAND;

        boolean runs() {
            return this == RUN || this == RUN_OLD || this == WAIT_AND_RUN;
        }

        /** Whether it starts no change. */
        boolean decides() {
            return !runs() && this != UNDO_LAST;
        }
    }

    enum Death {
        BEFORE_CALL,
        AFTER_CALL,
        /** Its host vanishes: what it had open stays open until somebody ends it. */
        VANISHED,
        /** The call arrives when the story says so. */
        IN_FLIGHT
    }

    record Start(Errand errand) implements Act {}

    record Go(int who, int calls) implements Act {}

    record Crash(int who, Death how) implements Act {}

    record LoseAnswer(int who, boolean executed) implements Act {}

    /** What is in flight arrives. */
    record Arrive() implements Act {}

    /** Nobody renews for the length of a lease. */
    record Expire() implements Act {}
}
