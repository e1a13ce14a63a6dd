package io.flamingock.internal.run;

import io.flamingock.api.Decision;
import io.flamingock.api.ExecutionPlan;
import io.flamingock.api.InvalidChangesException;
import io.flamingock.api.Operation;
import io.flamingock.api.Outcome;
import io.flamingock.api.Problem;
import io.flamingock.api.Problem.Severity;
import io.flamingock.api.RunReport;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Kind;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.StoreRefusedException;
import io.flamingock.internal.change.WiredChange;
import io.flamingock.internal.plan.ChangeHistory;
import io.flamingock.internal.plan.History;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One {@code run()}: the order of things of protocol §3. */
public final class Run {

    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    private final Settings settings;
    private final AuditLog log;
    private final Entries entries;
    private final Listeners listeners;
    private final Tally tally;
    private final StopSignal stop = new StopSignal();
    private final Set<Problem> said = new HashSet<>();
    private ChangesInCode changes;
    private @Nullable HeldLease lease;
    private @Nullable Journal journal;

    public Run(Settings settings, ChangesInCode changes) {
        this.settings = settings;
        this.changes = changes;
        this.log = settings.store().log(settings.service());
        this.entries = Entries.ofNewRun(settings);
        this.listeners = new Listeners(settings.listeners());
        this.tally = new Tally(
                settings.service(),
                entries.runId(),
                settings.clock().instant(),
                changes.wired().leftOut());
    }

    /** The report of a run that was switched off: nothing is touched. */
    public static RunReport disabled(Settings settings) {
        LOG.info("flamingock is switched off by enabled(false): nothing of '{}' was looked at", settings.service());
        return new Tally(settings.service(), "", settings.clock().instant(), List.of())
                .report("switched off by enabled(false)");
    }

    /** What a run would do now; reads, writes nothing. */
    public ExecutionPlan plan() {
        changes = changes.asTargetsAre();
        return planFrom(read());
    }

    /** Runs what is pending; returns when nothing is, and throws when that cannot be. */
    public RunReport execute() {
        // until the failure, too, is recorded and the lease released, the JVM waits
        try (ShutdownHook hook = new ShutdownHook(stop, settings.timing().grace())) {
            try {
                if (isUpToDate()) {
                    return end("nothing to do");
                }
                changes = changes.asTargetsAre();
                Optional<Holding> holding = open();
                if (holding.isPresent()) {
                    UnderLease underLease = new UnderLease(holding.get(), listeners, tally::count);
                    do {
                        settle(holding.get());
                    } while (!underLease.attemptAll(tasks()) || !close(holding.get()));
                    Objects.requireNonNull(lease).release();
                }
                return end(tally.hasChangedSomething() ? "" : "nothing to do");
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        } finally {
            stop.restoreInterrupt();
        }
    }

    /** The fast path: one statement, no lock, no DDL. */
    private boolean isUpToDate() {
        Optional<AuditEntry> newest = Patience.read(settings.timing().connect(), stop, log::newest);
        if (newest.isEmpty() || !closes(newest.get())) {
            return false;
        }
        tally.sawHead(newest.get().head());
        String why = "nothing has changed since entry " + newest.get().seq();
        tally.planned(new ExecutionPlan(
                settings.service(),
                changes.wired().changes().stream()
                        .<Decision>map(wired -> new Decision.Skip(wired.change(), why))
                        .toList(),
                List.of(),
                List.of(),
                changes.wired().leftOut()));
        return true;
    }

    private boolean closes(AuditEntry entry) {
        return entry.event().kind() == Kind.RUN
                && changes.fingerprint().equals(entry.event().checksum());
    }

    /** Acquires the lease where something is to be done, and opens the log under it; empty: there is nothing to do. */
    private Optional<Holding> open() {
        Acquisition acquisition = new Acquisition(settings, entries, stop, listeners);
        while (true) {
            lease = acquireIfNeeded(acquisition).orElse(null);
            if (lease == null) {
                return Optional.empty();
            }
            Optional<Holding> holding = acquisition.open(lease);
            if (holding.isPresent()) {
                journal = holding.get().journal();
                return holding;
            }
            lease = null;
        }
    }

    private Optional<HeldLease> acquireIfNeeded(Acquisition acquisition) {
        History history = read();
        if (!checked(planFrom(history)).isEmpty()) {
            return acquisition.await(this::nothingIsLeft);
        }
        return isLeftOpen(history) ? acquireToClose(acquisition) : Optional.empty();
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

    private boolean nothingIsLeft() {
        Optional<AuditEntry> newest = Patience.read(settings.timing().connect(), stop, log::newest);
        if (newest.isPresent() && closes(newest.get())) {
            return isUpToDate();
        }
        return newest.isPresent() && checked(planFrom(read())).isEmpty();
    }

    /** Whether a run of this very set of changes was cut off before it could close the log. */
    private boolean isLeftOpen(History history) {
        Set<String> known = changes.byId().keySet();
        return !history.isClosed()
                && !history.changes().isEmpty()
                && history.changes().values().stream().noneMatch(ChangeHistory::isUnfinished)
                && history.changes().entrySet().stream()
                        .allMatch(e -> !e.getValue().isExecuted() || known.contains(e.getKey()));
    }

    private void settle(Holding holding) {
        Settling settling = new Settling(holding, changes.transactional());
        settling.settleAll();
        settling.foundDone()
                .forEach((id, attempt) ->
                        changes.find(id).ifPresent(wired -> tally.count(new Outcome.Settled(wired.change(), attempt))));
    }

    private List<UnderLease.Task> tasks() {
        ExecutionPlan plan = checked(planFrom(Objects.requireNonNull(journal).historyToPlanOn()));
        if (!plan.issues().isEmpty()) {
            throw new Failure.Undecided(plan.issues());
        }
        Map<String, WiredChange> byId = changes.byId();
        List<UnderLease.Task> tasks = new ArrayList<>();
        for (Decision decision : plan.pending()) {
            WiredChange wired =
                    Objects.requireNonNull(byId.get(decision.change().id()), "planned from the code");
            tasks.add(new UnderLease.Task(wired, Operation.APPLY, null));
        }
        if (!tasks.isEmpty()) {
            listeners.tell(l -> l.beforeRun(plan));
        }
        return tasks;
    }

    /** Closes the log with {@code COMPLETED}, where that is due; {@code false}: somebody wrote in between. */
    private boolean close(Holding holding) {
        Journal open = holding.journal();
        boolean due = open.hasOutcome() || tally.hasChangedSomething() || isLeftOpen(open.history());
        if (due && !open.append(entries.completed(changes.fingerprint()))) {
            if (!open.isStillOurs()) {
                throw RunStop.leaseLost("another instance has taken over before this run could close the log");
            }
            return false;
        }
        tally.sawHead(open.history().head());
        return true;
    }

    private History read() {
        History history = History.of(Patience.read(settings.timing().connect(), stop, () -> log.read(0)));
        tally.sawHead(history.head());
        return history;
    }

    private ExecutionPlan planFrom(History history) {
        ExecutionPlan plan = changes.planner(settings).plan(history);
        tally.planned(plan);
        return plan;
    }

    private ExecutionPlan checked(ExecutionPlan plan) {
        if (!plan.problems(Severity.ERROR).isEmpty()) {
            throw new InvalidChangesException(plan.problems(Severity.ERROR));
        }
        plan.problems(Severity.WARN).stream().filter(said::add).forEach(problem -> LOG.warn("{}", problem));
        plan.problems(Severity.INFO).stream().filter(said::add).forEach(problem -> LOG.info("{}", problem));
        return plan;
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
        listeners.tell(l -> l.afterRun(report));
        return report;
    }

    private RuntimeException failed(Throwable thrown) {
        Failure failure = new Failure(settings, changes, tally, lease, journal);
        RuntimeException exception = failure.of(thrown);
        listeners.tell(l -> l.afterRun(failure.report()));
        return exception;
    }
}
