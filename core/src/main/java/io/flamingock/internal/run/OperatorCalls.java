package io.flamingock.internal.run;

import io.flamingock.api.Change;
import io.flamingock.api.Decision;
import io.flamingock.api.ExecutionPlan;
import io.flamingock.api.Issue;
import io.flamingock.api.Operation;
import io.flamingock.api.RefusedException;
import io.flamingock.api.Resolution;
import io.flamingock.api.RunReport;
import io.flamingock.api.State;
import io.flamingock.audit.AuditConflictException;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Content;
import io.flamingock.audit.AuditEntry.OperatorDecision;
import io.flamingock.audit.AuditEntry.Subject;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.Head;
import io.flamingock.audit.LeaseRow;
import io.flamingock.internal.change.WiredChange;
import io.flamingock.internal.plan.ChangeHistory;
import io.flamingock.internal.plan.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an operator may do (protocol §4): acquire the lease with one try, read, confirm, check, append at that head,
 * release. A decision is about an entry that was seen, and is refused if the change has a newer one.
 */
public final class OperatorCalls {

    private final Settings settings;
    private final ChangesInCode changes;
    private final OperatorDecision decision;
    private final Entries entries;
    private final StopSignal stop = new StopSignal();
    private final Listeners listeners;
    private final Tally tally;

    /**
     * A call of one operator.
     *
     * @throws RefusedException operator or reason is blank
     */
    public OperatorCalls(Settings settings, ChangesInCode changes, String operator, String reason) {
        if (operator.isBlank() || reason.isBlank()) {
            throw new RefusedException("an operator's call needs a name and a reason: they are what the log is for");
        }
        this.settings = settings;
        this.changes = changes.asTargetsAre();
        this.decision = new OperatorDecision(operator, reason);
        this.entries = Entries.ofNewRun(settings);
        this.listeners = new Listeners(settings.listeners());
        this.tally =
                new Tally(settings.service(), entries.runId(), settings.clock().instant(), List.of());
    }

    public void resolve(String changeId, long seq, Resolution resolution) {
        appendUnderLease(history -> {
            ChangeHistory past = history.of(changeId);
            checkNewest(changeId, seq, past);
            AuditEntry entry = past.newest();
            boolean open = past.isUnfinished() && !past.isToBeSettled();
            if (!open) {
                throw new RefusedException("change '" + changeId + "' is no issue to be resolved: it is " + past.state()
                        + (past.isToBeSettled() ? " in mode MARKED, and the next run() reads its marker" : "")
                        + ". Nothing was written");
            }
            return List.of(about(entry, resolution.state()));
        });
    }

    public void undoneByHand(String changeId) {
        appendUnderLease(history -> {
            ChangeHistory past = history.of(changeId);
            checkExecuted(changeId, past);
            return List.of(about(past.newest(), State.MARKED_ROLLED_BACK));
        });
    }

    public void accept(String changeId) {
        Change change = inCode(changeId).change();
        appendUnderLease(history -> {
            ChangeHistory past = history.of(changeId);
            checkExecuted(changeId, past);
            if (change.checksum().equals(past.newest().event().checksum())) {
                throw new RefusedException("change '" + changeId
                        + "' is declared as it was applied: there is nothing to accept. Nothing was written");
            }
            int attempt = subject(past.newest()).attempt();
            return List.of(entries.declared(change, attempt, State.MARKED_EXECUTED, decision));
        });
    }

    public void baseline(String upToId) {
        int last = changes.wired().changes().indexOf(inCode(upToId));
        List<Change> there = changes.wired().changes().subList(0, last + 1).stream()
                .map(WiredChange::change)
                .toList();
        appendUnderLease(history -> {
            List<String> unfinished = there.stream()
                    .map(Change::id)
                    .filter(id -> history.of(id).isUnfinished())
                    .toList();
            if (!unfinished.isEmpty()) {
                throw new RefusedException("unfinished changes cannot be a baseline, resolve them first: " + unfinished
                        + ". Nothing was written");
            }
            return there.stream()
                    .filter(change -> history.of(change.id()).isClean())
                    .map(change -> entries.declared(change, 0, State.IMPORTED, decision))
                    .toList();
        });
    }

    public RunReport undo(String changeId) {
        return undo((executed, history) -> List.of(executed.get(place(changeId, executed, history))));
    }

    /** Undoes what comes after this one; this one stays. */
    public RunReport undoTo(String changeId) {
        return undo((executed, history) -> executed.subList(place(changeId, executed, history) + 1, executed.size()));
    }

    public RunReport undoLast(int count) {
        return undo((executed, history) -> executed.subList(Math.max(0, executed.size() - count), executed.size()));
    }

    /** Undoes, the last first, what {@code choose} picks of the executed changes, which are in order. */
    private RunReport undo(BiFunction<List<Change>, History, List<Change>> choose) {
        underLease(holding -> {
            new Settling(holding, changes.transactional()).settleAll();
            History history = holding.journal().historyToPlanOn();
            List<Change> executed = changes.wired().changes().stream()
                    .map(WiredChange::change)
                    .filter(change -> history.of(change.id()).isExecuted())
                    .toList();
            List<Change> chosen = new ArrayList<>(choose.apply(executed, history));
            java.util.Collections.reverse(chosen);
            checkUndo(chosen);
            tally.planned(new ExecutionPlan(
                    settings.service(), chosen.stream().map(this::planned).toList(), List.of(), List.of(), List.of()));
            UnderLease underLease = new UnderLease(holding, listeners, tally::count);
            List<UnderLease.Task> tasks = chosen.stream()
                    .map(change -> new UnderLease.Task(inCode(change.id()), Operation.UNDO, decision))
                    .toList();
            if (!underLease.attemptAll(tasks)) {
                throw new RefusedException("somebody wrote to the log meanwhile: look at history(), and undo again");
            }
            holding.journal().flush();
            if (tally.hasUnrecorded()) {
                throw RunStop.leaseLost(
                        "the lease was lost during the undo; what is recorded of it as LATE is evidence only");
            }
            tally.sawHead(holding.journal().history().head());
        });
        return tally.report("undone changes are pending again: the next run() applies them");
    }

    /** Releases by force what another holds: the fence first, then the lease (protocol §1). */
    public void releaseLock(long token) {
        LeaseRow row = settings.store()
                .lease(settings.service())
                .filter(LeaseRow::isHeld)
                .orElseThrow(() -> new RefusedException(
                        "the lease of '" + settings.service() + "' is not held: there is nothing to release"));
        if (row.token() != token) {
            throw new RefusedException("the lease has the token " + row.token() + ", not " + token + ": it is held by "
                    + row.describe() + ". Nothing was released");
        }
        appendFence(row);
        if (!settings.store().release(settings.service(), token)) {
            throw new RefusedException("the lease was released or taken over meanwhile; the fence stands in the log");
        }
    }

    private void appendFence(LeaseRow row) {
        AuditLog log = settings.store().log(settings.service());
        log.create(); // who died right after acquiring has not
        Content fence = entries.fence(State.FORCE_RELEASED, Map.of("from", row.describe()), decision);
        while (true) {
            Head head = History.of(log.read(0)).head();
            try {
                Head unused = log.append(head, List.of(AuditEntry.after(head, settings.service(), fence)));
                return;
            } catch (AuditConflictException e) {
                // the holder wrote in between: once more at the new head
            }
        }
    }

    /** What is open, by what log and code say now; writes nothing. */
    public static List<Issue> issues(Settings settings, ChangesInCode changes) {
        AuditLog log = settings.store().log(settings.service());
        return changes.planner(settings).issues(History.of(log.read(0)));
    }

    private void appendUnderLease(Function<History, List<Content>> what) {
        underLease(holding -> {
            List<Content> contents = what.apply(holding.journal().history());
            if (!contents.isEmpty() && holding.journal().write(contents) != contents.size()) {
                throw new RefusedException("somebody wrote to the log meanwhile; this is not recorded, or only in part."
                        + " Look at history(), and decide again");
            }
        });
    }

    private void underLease(Consumer<Holding> call) {
        try (ShutdownHook hook = new ShutdownHook(stop, settings.timing().grace())) {
            underHook(call);
        }
    }

    private void underHook(Consumer<Holding> call) {
        @Nullable HeldLease lease = null;
        @Nullable Journal journal = null;
        try {
            Acquisition acquisition = new Acquisition(settings, entries, stop, listeners);
            Acquisition.Try attempt = acquisition.tryOnce();
            Optional<HeldLease> acquired = attempt.acquired();
            if (acquired.isEmpty()) {
                throw new RefusedException("the lease of '" + settings.service() + "' is held by "
                        + attempt.holderText() + ": nothing is decided while a run is active. Nothing was written");
            }
            lease = acquired.get();
            Holding holding = acquisition
                    .open(lease)
                    .orElseThrow(() -> new RefusedException("the lease of '" + settings.service()
                            + "' was lost to another instance before anything was decided. Nothing was written"));
            journal = holding.journal();
            call.accept(holding);
            lease.release();
        } catch (RefusedException e) {
            if (lease != null) {
                lease.release();
            }
            throw e;
        } catch (Throwable thrown) {
            throw new Failure(settings, changes, tally, lease, journal).of(thrown);
        } finally {
            stop.restoreInterrupt();
        }
    }

    private Content about(AuditEntry entry, State state) {
        return entries.about(entry.event(), subject(entry), state, null, decision, Map.of());
    }

    private Decision planned(Change change) {
        return new Decision.Run(change, 0, "to be undone");
    }

    private int place(String changeId, List<Change> executed, History history) {
        for (int i = 0; i < executed.size(); i++) {
            if (executed.get(i).id().equals(changeId)) {
                return i;
            }
        }
        ChangeHistory past = history.of(changeId);
        throw new RefusedException("nothing was undone: "
                + (past.isUnfinished()
                        ? "change '" + changeId + "' is " + past.state() + " (entry "
                                + past.newest().seq() + "); resolve it first, see issues()"
                        : inCode(changeId).change().id() + " is not executed"));
    }

    private static void checkUndo(List<Change> chosen) {
        List<String> without = chosen.stream()
                .filter(change -> !change.canUndo())
                .map(Change::id)
                .toList();
        if (!without.isEmpty()) {
            throw new RefusedException("these changes have no @RollbackExecution, so nothing was undone: " + without
                    + ". Undo them by hand and record that with undoneByHand(…)");
        }
    }

    private static void checkNewest(String changeId, long seq, ChangeHistory past) {
        if (past.isEmpty()) {
            throw new RefusedException("the log has no entry about a change '" + changeId + "'. Nothing was written");
        }
        if (past.newest().seq() != seq) {
            OperatorDecision first = past.newest().decision();
            throw new RefusedException("entry " + seq + " is not the newest about change '" + changeId + "': entry "
                    + past.newest().seq() + " says " + past.state()
                    + (first == null ? "" : ", decided by " + first.operator() + " (" + first.reason() + ")")
                    + ". Nothing was written");
        }
    }

    private static void checkExecuted(String changeId, ChangeHistory past) {
        if (!past.isExecuted()) {
            throw new RefusedException("change '" + changeId + "' is not executed: "
                    + (past.isEmpty() ? "the log has no entry about it" : "it is " + past.state())
                    + ". Nothing was written");
        }
    }

    private WiredChange inCode(String changeId) {
        return changes.find(changeId)
                .orElseThrow(() -> new RefusedException("this version of the code has no change '" + changeId
                        + "', or the active profiles do not select it. Nothing was written"));
    }

    private static Subject subject(AuditEntry entry) {
        return Objects.requireNonNull(entry.subject(), "an entry about a change names it");
    }
}
