package io.flamingock.safety.races;

import io.flamingock.api.Mode;
import io.flamingock.api.Operation;
import java.util.List;

/** The points that a process passes on its way, by the names that faults and processes use. */
final class Points {

    static final String BEFORE_INTENT = "before-intent";
    static final String AFTER_INTENT = "after-intent";
    static final String BEFORE_BEGIN = "before-begin";
    static final String IN_BODY = "in-body";
    static final String AFTER_BODY = "after-body";
    static final String BEFORE_OUTCOME = "before-outcome";
    static final String AFTER_OUTCOME = "after-outcome";
    static final String BEFORE_COMMIT = "before-commit";
    static final String AFTER_COMMIT = "after-commit";

    /** Of the lease and of what was cut off; about no change that could be known before. */
    static final List<String> OF_THE_LEASE =
            List.of("acquired", "before-fence", "after-fence", "before-settling", "after-settling", "before-release");

    private Points() {}

    static List<String> of(Mode mode, Operation operation) {
        return switch (mode) {
            case SHARED ->
                List.of(BEFORE_BEGIN, BEFORE_INTENT, AFTER_INTENT, IN_BODY, AFTER_BODY, BEFORE_COMMIT, AFTER_COMMIT);
            case MARKED ->
                List.of(
                        BEFORE_INTENT,
                        AFTER_INTENT,
                        BEFORE_BEGIN,
                        IN_BODY,
                        AFTER_BODY,
                        BEFORE_COMMIT,
                        AFTER_COMMIT,
                        BEFORE_OUTCOME,
                        AFTER_OUTCOME);
            case NONE -> List.of(BEFORE_INTENT, AFTER_INTENT, IN_BODY, AFTER_BODY, BEFORE_OUTCOME, AFTER_OUTCOME);
        };
    }
}
