package io.flamingock.internal.run;

import io.flamingock.api.Operation;
import io.flamingock.api.Outcome;
import io.flamingock.api.State;
import io.flamingock.audit.ErrorRecord;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended, as it is recorded.
 *
 * @param thrown what the body threw, or what else went wrong; {@code null} where nothing did
 * @param tries how often the body was run
 */
record Ending(State state, @Nullable Throwable thrown, int tries, Duration duration, Map<String, String> notes) {

    /** The note of what the body has thrown, where the error is that of its rollback. */
    private static final String BODY = "body";

    static Ending of(State state, @Nullable Throwable thrown, int tries, long sinceNanos) {
        return new Ending(state, thrown, tries, Duration.ofNanos(System.nanoTime() - sinceNanos), Map.of());
    }

    /** The same, with a word about it. */
    Ending with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(notes);
        more.put(key, value);
        return new Ending(state, thrown, tries, duration, more);
    }

    /** The same of a rollback, with what the body had thrown before. */
    Ending afterBodyThrew(Ending failed) {
        @Nullable ErrorRecord first = failed.error();
        if (first == null || thrown == null || failed.thrown == null) {
            return this;
        }
        if (thrown != failed.thrown) {
            thrown.addSuppressed(failed.thrown);
        }
        return with(BODY, first.summary());
    }

    /** The same, recorded as another state. */
    Ending as(State other) {
        return new Ending(other, thrown, tries, duration, notes);
    }

    /** Whether it did what the attempt was to do. */
    boolean isSuccessOf(Attempt attempt) {
        return state == attempt.operation().done() && thrown == null;
    }

    /** What the report says about it, where it is recorded as it is. */
    Outcome outcome(Attempt attempt) {
        if (!isSuccessOf(attempt)) {
            return failure(attempt);
        }
        return attempt.operation() == Operation.APPLY
                ? new Outcome.Executed(attempt.change(), attempt.number(), tries, duration)
                : new Outcome.Undone(attempt.change(), attempt.number(), tries, duration);
    }

    Outcome.Failed failure(Attempt attempt) {
        @Nullable ErrorRecord error = error();
        String what = error == null ? state.name() : error.summary();
        @Nullable String body = notes.get(BODY);
        what = body == null ? what : body + "; then its rollback threw " + what;
        return new Outcome.Failed(attempt.change(), attempt.number(), state, duration, what);
    }

    /** What the report says about it, where it is recorded as {@code LATE}. */
    Outcome late(Attempt attempt) {
        String why = "somebody else had started or decided meanwhile; " + state + " stands in the log as LATE";
        return new Outcome.Unrecorded(attempt.change(), attempt.number(), why);
    }

    @Nullable
    ErrorRecord error() {
        return thrown == null ? null : ErrorRecord.of(thrown);
    }

    Map<String, String> metadata() {
        return tries > 1 ? with("tries", Integer.toString(tries)).notes : notes;
    }
}
