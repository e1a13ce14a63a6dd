package io.flamingock.api;

/** What a run will do about one change, and why. */
public sealed interface Decision {

    Change change();

    /** Why, in words. */
    String why();

    /** It will be run, as the given attempt. */
    record Run(Change change, int attempt, String why) implements Decision {}

    /** It is applied already. */
    record Skip(Change change, String why) implements Decision {}

    /** It was cut off; its marker in the target will tell what happened, and the run goes on from there. */
    record Settle(Change change, int attempt, String why) implements Decision {}

    /** A human must decide first; nothing at all runs until then. */
    record Stop(Change change, Issue issue) implements Decision {
        @Override
        public String why() {
            return issue.why();
        }
    }
}
