package io.flamingock.api;

import java.time.Duration;

/** What became of one change in one run. */
public sealed interface Outcome {

    /** {@return the change that it is about} */
    Change change();

    /** {@return one line about it, for a log or a terminal} */
    String describe();

    /**
     * It ran, and that is recorded.
     *
     * @param change which, in the mode that it has here
     * @param attempt its number, from 1
     * @param tries how often its body ran: more than 1 after a deadlock or the like
     * @param duration how long its body took
     */
    record Executed(Change change, int attempt, int tries, Duration duration) implements Outcome {
        @Override
        public String describe() {
            return "executed" + (tries > 1 ? " at try " + tries : "") + " in " + duration.toMillis() + " ms";
        }
    }

    /**
     * An operator had it undone, and that is recorded; it is pending again.
     *
     * @param change which, in the mode that it has here
     * @param attempt that of the rollback, from 1
     * @param tries how often the rollback ran: more than 1 after a deadlock or the like
     * @param duration how long the rollback took
     */
    record Undone(Change change, int attempt, int tries, Duration duration) implements Outcome {
        @Override
        public String describe() {
            return "undone" + (tries > 1 ? " at try " + tries : "") + " in " + duration.toMillis()
                    + " ms; pending again: the next run() applies it";
        }
    }

    /**
     * It was cut off in an earlier run; its marker told that its effect is there, and that is recorded now.
     *
     * @param change which, in the mode that it has here
     * @param attempt the one that was cut off
     */
    record Settled(Change change, int attempt) implements Outcome {
        @Override
        public String describe() {
            return "settled: attempt " + attempt + " had been executed";
        }
    }

    /**
     * It had been applied before.
     *
     * @param change which, in the mode that it has here
     * @param why for people: by which entry it is executed
     */
    record Skipped(Change change, String why) implements Outcome {
        @Override
        public String describe() {
            return "skipped, " + why;
        }
    }

    /**
     * It failed.
     *
     * @param change which, in the mode that it has here
     * @param attempt its number, from 1
     * @param state what the log says now: {@code ROLLED_BACK} means that nothing of it is there
     * @param duration how long its body took, and its rollback
     * @param error type and message of what was thrown
     */
    record Failed(Change change, int attempt, State state, Duration duration, String error) implements Outcome {
        @Override
        public String describe() {
            return "failed after " + duration.toMillis() + " ms, is now " + state + ": " + error;
        }
    }

    /**
     * Nothing says how it ended: the record is missing. The next start finds out.
     *
     * @param change which, in the mode that it has here
     * @param attempt its number, from 1
     * @param why for people: what was asked of the log last
     */
    record Unrecorded(Change change, int attempt, String why) implements Outcome {
        @Override
        public String describe() {
            return "NOT RECORDED: " + why;
        }
    }

    /**
     * A human must decide about it first.
     *
     * @param change which, in the mode that it has here
     * @param issue what is to be decided, with the calls that do it
     */
    record Undecided(Change change, Issue issue) implements Outcome {
        @Override
        public String describe() {
            return "TO BE DECIDED: " + issue.state() + " by attempt " + issue.attempt();
        }
    }

    /**
     * The run stopped before it.
     *
     * @param change which, in the mode that it has here
     * @param why for people: what stopped the run
     */
    record NotReached(Change change, String why) implements Outcome {
        @Override
        public String describe() {
            return "not reached: " + why;
        }
    }
}
