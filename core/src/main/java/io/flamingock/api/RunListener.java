package io.flamingock.api;

import java.time.Duration;

/**
 * Hears what a run does, on the thread that called {@code run()}. What a listener throws is logged and ignored; it
 * cannot change what the run does.
 */
public interface RunListener {

    /**
     * The plan is made and the lease is held; not called by a run that has nothing to do.
     *
     * @param plan what it will do
     */
    default void beforeRun(ExecutionPlan plan) {}

    /**
     * The run is over; called by every run, failed ones included.
     *
     * @param report what it did; of a failed run the same as in its exception
     */
    default void afterRun(RunReport report) {}

    /**
     * The body of a change is about to run, as the given attempt.
     *
     * @param change which
     * @param attempt from 1: the first has the number 1
     */
    default void beforeChange(Change change, int attempt) {}

    /**
     * A change has come to its end in this run.
     *
     * @param outcome what became of it
     */
    default void afterChange(Outcome outcome) {}

    /**
     * Somebody else holds the lease; called at every poll.
     *
     * @param holder who: application, host and process, since when, and what runs there
     * @param waitedSoFar since the first try
     */
    default void whileWaiting(String holder, Duration waitedSoFar) {}
}
