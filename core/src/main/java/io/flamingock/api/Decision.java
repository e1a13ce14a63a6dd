package io.flamingock.api;

/** What a run will do about one change, and why. */
public sealed interface Decision {

    /** {@return the change that it is about} */
    Change change();

    /** {@return the reason, in words for people} */
    String why();

    /**
     * It will be run, as the given attempt.
     *
     * @param change which, in the mode that it has here
     * @param attempt its number, from 1
     * @param why for people: never executed, undone, or to be tried again
     */
    record Run(Change change, int attempt, String why) implements Decision {}

    /**
     * It is applied already.
     *
     * @param change which, in the mode that it has here
     * @param why for people: by which entry it is executed
     */
    record Skip(Change change, String why) implements Decision {}

    /**
     * It was cut off; its marker in the target will tell what happened, and the run goes on from there.
     *
     * @param change which, in the mode that it has here
     * @param attempt the one that was cut off
     * @param why for people: which entry says so
     */
    record Settle(Change change, int attempt, String why) implements Decision {}

    /**
     * A human must decide first; nothing at all runs until then.
     *
     * @param change which, in the mode that it has here
     * @param issue what is to be decided, with the calls that do it
     */
    record Stop(Change change, Issue issue) implements Decision {
        @Override
        public String why() {
            return issue.why();
        }
    }
}
