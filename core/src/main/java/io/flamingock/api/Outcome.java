package io.flamingock.api;

import java.time.Duration;

/** What became of one change in one run. */
public sealed interface Outcome {

    Change change();

    /** One line about it. */
    String describe();

    /** It ran, and that is recorded. {@code tries} counts the runs of its body: more than 1 after a deadlock or the like. */
    record Executed(Change change, int attempt, int tries, Duration duration) implements Outcome {
        @Override
        public String describe() {
            return "executed" + (tries > 1 ? " at try " + tries : "") + " in " + duration.toMillis() + " ms";
        }
    }

    /** An operator had it undone, and that is recorded; it is pending again. */
    record Undone(Change change, int attempt, int tries, Duration duration) implements Outcome {
        @Override
        public String describe() {
            return "undone" + (tries > 1 ? " at try " + tries : "") + " in " + duration.toMillis()
                    + " ms; pending again: the next run() applies it";
        }
    }

    /** It was cut off in an earlier run; its marker told that its effect is there, and that is recorded now. */
    record Settled(Change change, int attempt) implements Outcome {
        @Override
        public String describe() {
            return "settled: attempt " + attempt + " had been executed";
        }
    }

    /** It had been applied before. */
    record Skipped(Change change, String why) implements Outcome {
        @Override
        public String describe() {
            return "skipped, " + why;
        }
    }

    /** It failed. {@code state} is what the log says now, {@code error} what was thrown. */
    record Failed(Change change, int attempt, State state, Duration duration, String error) implements Outcome {
        @Override
        public String describe() {
            return "failed after " + duration.toMillis() + " ms, is now " + state + ": " + error;
        }
    }

    /** Nothing says how it ended: the record is missing. The next start finds out. */
    record Unrecorded(Change change, int attempt, String why) implements Outcome {
        @Override
        public String describe() {
            return "NOT RECORDED: " + why;
        }
    }

    /** A human must decide about it first. */
    record Undecided(Change change, Issue issue) implements Outcome {
        @Override
        public String describe() {
            return "TO BE DECIDED: " + issue.state() + " by attempt " + issue.attempt();
        }
    }

    /** The run stopped before it. */
    record NotReached(Change change, String why) implements Outcome {
        @Override
        public String describe() {
            return "not reached: " + why;
        }
    }
}
