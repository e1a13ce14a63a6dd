package io.flamingock.internal.run;

import io.flamingock.api.Decision;
import io.flamingock.api.ExecutionPlan;
import io.flamingock.api.ExecutionPlan.LeftOut;
import io.flamingock.api.Outcome;
import io.flamingock.api.RunReport;
import io.flamingock.audit.Head;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of each change in one run; a change that nothing was said about was not reached. */
final class Tally {

    private final String service;
    private final String runId;
    private final Instant startedAt;
    private final long startNanos = System.nanoTime();
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
    private ExecutionPlan plan;
    private @Nullable Head head;

    Tally(String service, String runId, Instant startedAt, List<LeftOut> leftOut) {
        this.service = service;
        this.runId = runId;
        this.startedAt = startedAt;
        this.plan = new ExecutionPlan(service, List.of(), List.of(), List.of(), leftOut);
    }

    String service() {
        return service;
    }

    String runId() {
        return runId;
    }

    void planned(ExecutionPlan newest) {
        plan = newest;
    }

    void count(Outcome outcome) {
        outcomes.put(outcome.change().id(), outcome);
    }

    void sawHead(Head newest) {
        head = newest;
    }

    /** Whether this run has executed or settled something. */
    boolean hasChangedSomething() {
        return outcomes.values().stream().anyMatch(o -> o instanceof Outcome.Executed || o instanceof Outcome.Settled);
    }

    /** Whether there is one of which the log does not say how it ended. */
    boolean hasUnrecorded() {
        return outcomes.values().stream().anyMatch(Outcome.Unrecorded.class::isInstance);
    }

    RunReport report(String note) {
        List<Outcome> all = new ArrayList<>(plan.decisions().size());
        for (Decision decision : plan.decisions()) {
            all.add(outcome(decision, note));
        }
        return new RunReport(
                service,
                runId,
                all,
                plan.leftOut(),
                startedAt,
                Duration.ofNanos(System.nanoTime() - startNanos),
                head == null || head.seq() == 0 ? null : head.toString(),
                note);
    }

    private Outcome outcome(Decision decision, String note) {
        @Nullable Outcome outcome = outcomes.get(decision.change().id());
        if (outcome != null) {
            return outcome;
        }
        if (decision instanceof Decision.Skip skip) {
            return new Outcome.Skipped(skip.change(), skip.why());
        }
        if (decision instanceof Decision.Stop stop) {
            return new Outcome.Undecided(stop.change(), stop.issue());
        }
        return new Outcome.NotReached(decision.change(), note);
    }
}
