package io.flamingock.api;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one change stands, by what log and code say.
 *
 * @param changeId the change
 * @param stage its stage; as the log has it where the code does not know it
 * @param order its order within the stage
 * @param target the target system it changes
 * @param mode the mode it would run in; of a change that is only in the log, the one it ran in
 * @param last what the log says last about it; {@code null}: nothing yet
 * @param next what the next run does about it
 * @param why why that, in words
 */
public record ChangeStatus(
        String changeId,
        String stage,
        String order,
        String target,
        Mode mode,
        @Nullable Last last,
        Next next,
        String why) {

    /**
     * The newest entry about the change, {@link State#LATE} left out.
     *
     * @param seq its number in the log
     * @param state what it states
     * @param operation whether the attempt applied or undid
     * @param attempt the number of that attempt
     * @param time when it was written, by the clock of its writer
     * @param duration how long the attempt took; {@code null}: it says nothing about that
     * @param runner which process has written it
     * @param operator who decided it; {@code null}: nobody, it was a run
     */
    public record Last(
            long seq,
            State state,
            Operation operation,
            int attempt,
            Instant time,
            @Nullable Duration duration,
            String runner,
            @Nullable String operator) {}

    /** What the next run does. */
    public enum Next {
        /** Nothing: it is applied, or not its own. */
        NOTHING,
        /** It runs it. */
        RUN,
        /** It asks the marker in the target what became of it, and goes on from there. */
        SETTLE,
        /** It stops, before anything runs, until a human has decided. */
        DECIDE
    }
}
