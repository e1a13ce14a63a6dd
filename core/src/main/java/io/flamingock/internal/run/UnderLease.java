package io.flamingock.internal.run;

import io.flamingock.api.Outcome;
import io.flamingock.audit.AuditEntry;
import java.util.List;
import java.util.function.Consumer;

/**
 * Attempts one change after another, each by its mode, while the lease is held (protocol §3, point 5). What comes before
 * the user's method is in {@link Preparation}, what follows it in {@link Conclusion}.
 */
final class UnderLease {

    private final Holding holding;
    private final Preparation before;
    private final Conclusion after;

    UnderLease(Holding holding, Listeners listeners, Consumer<Outcome> tally) {
        this.holding = holding;
        this.before = new Preparation(holding, listeners, tally);
        this.after = new Conclusion(holding, listeners, tally);
    }

    /**
     * Attempts one after the other; throws at the first that does not succeed. {@code false}: somebody wrote in between,
     * plan anew.
     */
    boolean attemptAll(List<Task> tasks) {
        for (Task task : tasks) {
            try {
                Attempt attempt = before.prepare(task);
                holding.lease().running(attempt.change().id());
                switch (attempt.mode()) {
                    case SHARED -> {
                        before.announce(attempt);
                        after.ofRecorded(attempt, new SharedAttempt(holding, attempt).run());
                    }
                    case MARKED -> {
                        AuditEntry started = before.intent(attempt);
                        after.of(attempt, new MarkedAttempt(holding, attempt, started).run());
                    }
                    case NONE -> {
                        AuditEntry started = before.intent(attempt);
                        PlainAttempt plain = new PlainAttempt(holding, attempt, started);
                        after.ofPlain(attempt, plain, plain.run());
                    }
                }
            } catch (RunStop stop) {
                if (stop.reason() == RunStop.Reason.PLAN_ANEW) {
                    return false;
                }
                throw stop;
            } finally {
                holding.lease().running(null);
            }
        }
        return true;
    }
}
