package io.flamingock.cli.child;

import io.flamingock.api.Change;
import io.flamingock.api.ExecutionPlan;
import io.flamingock.api.Outcome;
import io.flamingock.api.RunListener;
import io.flamingock.cli.child.Message.Kind;
import java.time.Duration;

/** Tells what a run does while it does it. */
final class Progress implements RunListener {

    /** Who is told. */
    interface Listener {
        void tell(Kind kind, Object... fields);
    }

    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Listener listener;
    private int begun;
    private int pending;
    private Duration told = Duration.ZERO.minus(EVERY);

    Progress(Listener listener) {
        this.listener = listener;
    }

    @Override
    public void beforeRun(ExecutionPlan plan) {
        pending = plan.pending().size();
    }

    @Override
    public void beforeChange(Change change, int attempt) {
        begun++;
        listener.tell(Kind.BEGINS, change.id(), begun, Math.max(begun, pending));
    }

    @Override
    public void afterChange(Outcome outcome) {
        listener.tell(
                Kind.ENDED, outcome.getClass().getSimpleName(), outcome.change().id(), outcome.describe());
    }

    @Override
    public void whileWaiting(String holder, Duration waitedSoFar) {
        if (waitedSoFar.minus(told).compareTo(EVERY) >= 0) {
            told = waitedSoFar;
            listener.tell(Kind.WAITS, holder, waitedSoFar.toSeconds());
        }
    }
}
