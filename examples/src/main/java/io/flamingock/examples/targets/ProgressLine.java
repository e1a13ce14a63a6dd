package io.flamingock.examples.targets;

import io.flamingock.api.Change;
import io.flamingock.api.ExecutionPlan;
import io.flamingock.api.Outcome;
import io.flamingock.api.RunListener;
import io.flamingock.api.RunReport;
import java.io.PrintStream;
import java.time.Duration;

/** Says how far a run has come, for somebody who watches a deployment. Calls come one after the other. */
final class ProgressLine implements RunListener {

    private final PrintStream out;
    private int all;
    private int done;

    ProgressLine(PrintStream out) {
        this.out = out;
    }

    @Override
    public void whileWaiting(String holder, Duration waitedSoFar) {
        out.println("waiting for " + holder + " since " + waitedSoFar.toSeconds() + " s");
    }

    @Override
    public void beforeRun(ExecutionPlan plan) {
        all = plan.pending().size();
        done = 0;
    }

    @Override
    public void beforeChange(Change change, int attempt) {
        out.println("[" + (done + 1) + "/" + all + "] " + change.id() + " on " + change.target()
                + (attempt > 1 ? ", attempt " + attempt : ""));
    }

    @Override
    public void afterChange(Outcome outcome) {
        done++;
    }

    @Override
    public void afterRun(RunReport report) {
        out.println("[" + done + "/" + all + "] " + report.counts());
    }
}
