package io.flamingock.internal.run;

import io.flamingock.api.Decision;
import io.flamingock.api.ExecutionPlan;
import io.flamingock.api.InvalidChangesException;
import io.flamingock.api.Operation;
import io.flamingock.api.Outcome;
import io.flamingock.api.RunReport;
import io.flamingock.audit.StoreRefusedException;
import io.flamingock.internal.change.WiredChange;
import io.flamingock.internal.plan.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One {@code run()}: the order of things of protocol §3.
 *
 * <ol>
 *   <li>{@link Planning} looks at the newest entry; where it closes a run of these changes there is nothing to do.
 *   <li>Where something is pending, {@link Acquisition} gets the lease and opens the log under it: from here on there is
 *       a {@link Holding}, whose {@link Journal} is the log as this run writes it.
 *   <li>{@link Settling} finds out what became of what was cut off.
 *   <li>{@link UnderLease} attempts each pending change: {@link Preparation}, then {@link SharedAttempt}, {@link
 *       MarkedAttempt} or {@link PlainAttempt}, in which {@link WatchedBody} calls the user's method, then {@link
 *       Conclusion}. If somebody else has written meanwhile, it goes on at 3.
 *   <li>The log is closed and the lease released; or {@link Failure} makes the exception of whatever ended the run.
 * </ol>
 */
public final class Run {

    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    private final Settings settings;
    private final Entries entries;
    private final Listeners listeners;
    private final Tally tally;
    private final StopSignal stop = new StopSignal();
    private final Planning planning;
    private @Nullable HeldLease lease;
    private @Nullable Holding holding;

    public Run(Settings settings, KnownChanges changes) {
        this.settings = settings;
        this.entries = Entries.ofNewRun(settings);
        this.listeners = new Listeners(settings.listeners());
        this.tally = new Tally(
                settings.service(),
                entries.runId(),
                settings.clock().instant(),
                changes.outline().leftOut());
        this.planning = new Planning(settings, changes, stop, tally);
    }

    /** The report of a run that was switched off: nothing is touched. */
    public static RunReport disabled(Settings settings) {
        LOG.info("flamingock is switched off by enabled(false): nothing of '{}' was looked at", settings.service());
        return new Tally(settings.service(), "", settings.clock().instant(), List.of())
                .report("switched off by enabled(false)");
    }

    /** What a run would do now; reads, writes nothing. */
    public ExecutionPlan plan() {
        try {
            planning.askTargets();
            return planning.plan(planning.read());
        } catch (RunStop stopped) {
            throw new Failure(settings, planning.changes(), tally, null, null).of(stopped);
        } finally {
            stop.restoreInterrupt();
        }
    }

    /** Runs what is pending; returns when nothing is, and throws when that cannot be. */
    public RunReport execute() {
        // until the failure, too, is recorded and the lease released, the JVM waits
        try (ShutdownHook hook = new ShutdownHook(stop, settings.timing().grace())) {
            try {
                if (planning.isUpToDate()) {
                    return end("nothing to do");
                }
                planning.askTargets();
                if (open()) {
                    Holding held = Objects.requireNonNull(holding);
                    UnderLease underLease = new UnderLease(held, listeners, tally::count);
                    do {
                        settle(held);
                    } while (!underLease.attemptAll(tasks(held)) || !close(held));
                    held.lease().release();
                }
                return end(tally.hasChangedSomething() ? "" : "nothing to do");
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        } finally {
            stop.restoreInterrupt();
        }
    }

    /** Acquires the lease where something is to be done, and opens the log under it; {@code false}: nothing is. */
    private boolean open() {
        Acquisition acquisition = new Acquisition(settings, entries, stop, listeners);
        while (holding == null) {
            lease = acquireIfNeeded(acquisition).orElse(null);
            if (lease == null) {
                return false;
            }
            holding = acquisition.open(lease).orElse(null);
            lease = holding == null ? null : lease;
        }
        return true;
    }

    private Optional<HeldLease> acquireIfNeeded(Acquisition acquisition) {
        History history = planning.read();
        if (!planning.checked(history).isEmpty()) {
            return acquisition.await(planning::isNothingLeft);
        }
        return planning.isLeftOpen(history) ? acquireToClose(acquisition) : Optional.empty();
    }

    /** Only to close the log, so who may not write starts without that. */
    private Optional<HeldLease> acquireToClose(Acquisition acquisition) {
        try {
            return acquisition.tryOnce().acquired();
        } catch (StoreRefusedException e) {
            LOG.info("nothing is pending; the log of '{}' is not closed: {}", settings.service(), e.getMessage());
            return Optional.empty();
        }
    }

    private void settle(Holding held) {
        Settling settling = new Settling(held, planning.changes().transactional());
        settling.settleAll();
        settling.foundDone()
                .forEach((id, attempt) -> planning.changes()
                        .find(id)
                        .ifPresent(wired -> tally.count(new Outcome.Settled(wired.change(), attempt))));
    }

    private List<Task> tasks(Holding held) {
        ExecutionPlan plan = planning.decided(held.journal().historyToPlanOn());
        Map<String, WiredChange> byId = planning.changes().byId();
        List<Task> tasks = new ArrayList<>();
        for (Decision decision : plan.pending()) {
            WiredChange wired =
                    Objects.requireNonNull(byId.get(decision.change().id()), "planned from the code");
            tasks.add(new Task(wired, Operation.APPLY, null));
        }
        if (!tasks.isEmpty()) {
            LOG.info(
                    "run of '{}' begins: {} of {} changes to be applied; the lease has token {}, the run id {}",
                    settings.service(),
                    tasks.size(),
                    plan.decisions().size(),
                    held.lease().token(),
                    entries.runId());
            listeners.tell(l -> l.beforeRun(plan));
        }
        return tasks;
    }

    /** Closes the log with {@code COMPLETED}, where that is due; {@code false}: somebody wrote in between. */
    private boolean close(Holding held) {
        Journal journal = held.journal();
        boolean due =
                held.recorder().hasKept() || tally.hasChangedSomething() || planning.isLeftOpen(journal.history());
        if (due && !held.recorder().append(entries.completed(planning.changes().fingerprint()))) {
            if (!journal.isStillOurs()) {
                throw RunStop.leaseLost("another instance has taken over before this run could close the log");
            }
            return false;
        }
        tally.sawHead(journal.history().head());
        return true;
    }

    private RunReport end(String note) {
        RunReport report = tally.report(note);
        LOG.info(
                "run of '{}': {} in {} ms{}; head of the log {}",
                report.service(),
                report.counts(),
                report.duration().toMillis(),
                note.isEmpty() ? "" : " (" + note + ")",
                report.head());
        listeners.afterRun(report);
        return report;
    }

    private RuntimeException failed(Throwable thrown) {
        if (!planning.isLoaded() && thrown instanceof InvalidChangesException invalid) {
            return invalid; // as where the changes are loaded first: no run has begun
        }
        Failure failure = new Failure(settings, planning.changesSoFar(), tally, lease, holding);
        RuntimeException exception = failure.of(thrown);
        listeners.tell(l -> l.afterRun(failure.report()));
        return exception;
    }
}
