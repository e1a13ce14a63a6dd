package io.flamingock.internal.run;

import io.flamingock.api.Change;
import io.flamingock.api.ChangeStatus;
import io.flamingock.api.Issue;
import io.flamingock.api.RefusedException;
import io.flamingock.api.Resolution;
import io.flamingock.api.RunReport;
import io.flamingock.api.State;
import io.flamingock.api.ToBeUndone;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Content;
import io.flamingock.audit.AuditEntry.OperatorDecision;
import io.flamingock.audit.AuditEntry.Subject;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.LeaseRow;
import io.flamingock.audit.StoreRefusedException;
import io.flamingock.internal.change.WiredChange;
import io.flamingock.internal.plan.ChangeHistory;
import io.flamingock.internal.plan.History;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an operator may do (protocol §4). A decision is about an entry that was seen, and is refused if the change has a
 * newer one.
 */
public final class OperatorCalls {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorCalls.class);

    private final Settings settings;
    private final ChangesInCode changes;
    private final OperatorDecision decision;
    private final Entries entries;
    private final OperatorLease lease;
    private final Undo undo;

    /**
     * A call of one operator.
     *
     * @throws RefusedException operator or reason is blank, or a placeholder of a printed call
     */
    public OperatorCalls(Settings settings, ChangesInCode changes, String operator, String reason) {
        OperatorWords.check(operator, reason);
        this.settings = settings;
        this.changes = changes.asTargetsAre();
        this.decision = new OperatorDecision(operator, reason);
        this.entries = Entries.ofNewRun(settings);
        Listeners listeners = new Listeners(settings.listeners());
        Tally tally =
                new Tally(settings.service(), entries.runId(), settings.clock().instant(), List.of());
        this.lease = new OperatorLease(settings, this.changes, entries, listeners, tally);
        this.undo = new Undo(this.changes, decision, lease, listeners, tally);
    }

    /** What is open, by what log and code say now; writes nothing. */
    public static List<Issue> issues(Settings settings, ChangesInCode changes) {
        return changes.planner(settings).issues(seen(settings));
    }

    /** How each change stands; writes nothing. */
    public static List<ChangeStatus> status(Settings settings, ChangesInCode changes) {
        return changes.planner(settings).status(seen(settings));
    }

    private static History seen(Settings settings) {
        Optional<LeaseRow> lease = leaseIfReadable(settings);
        History history = History.of(settings.store().log(settings.service()).read(0));
        lease.filter(LeaseRow::isHeld).ifPresent(history::seenWhileHeld);
        return history;
    }

    /** Who may read the log need not be one who may read leases: then what runs now looks as if it was cut off. */
    private static Optional<LeaseRow> leaseIfReadable(Settings settings) {
        try {
            return settings.store().lease(settings.service());
        } catch (StoreRefusedException e) {
            LOG.debug("nothing is known of the lease of '{}': {}", settings.service(), e.getMessage());
            return Optional.empty();
        }
    }

    public static ToBeUndone toBeUndone(Settings settings, ChangesInCode changes, String changeId) {
        return preview(settings, changes, executed -> executed.only(changeId));
    }

    public static ToBeUndone toBeUndoneTo(Settings settings, ChangesInCode changes, String changeId) {
        return preview(settings, changes, executed -> executed.after(changeId));
    }

    public static ToBeUndone toBeUndoneLast(Settings settings, ChangesInCode changes, int count) {
        checkCount(count);
        return preview(settings, changes, executed -> executed.last(count));
    }

    private static ToBeUndone preview(Settings settings, ChangesInCode changes, Undo.Choice choice) {
        AuditLog log = settings.store().log(settings.service());
        return Undo.preview(changes.asTargetsAre(), History.of(log.read(0)), choice);
    }

    public void resolve(String changeId, long seq, Resolution resolution) {
        decide(changeId, seq, (past, seen) -> {
            if (!past.isUnfinished() || past.isToBeSettled()) {
                throw new RefusedException("change '" + changeId + "' is no issue to be resolved: it is " + past.state()
                        + (past.isToBeSettled() ? " in mode MARKED, and the next run() reads its marker" : "")
                        + ". Nothing was written; issues() has what can be resolved");
            }
            return about(seen, resolution.state());
        });
    }

    public void undoneByHand(String changeId, long seq) {
        decide(changeId, seq, (past, seen) -> {
            checkExecuted(changeId, past);
            return about(seen, State.MARKED_ROLLED_BACK);
        });
    }

    public void accept(String changeId, long seq) {
        Change change = changes.required(changeId).change();
        decide(changeId, seq, (past, seen) -> {
            checkExecuted(changeId, past);
            if (change.checksum().equals(seen.event().checksum())) {
                throw new RefusedException("change '" + changeId
                        + "' is declared as it was applied: there is nothing to accept. Nothing was written");
            }
            return entries.declared(change, subject(seen).attempt(), State.MARKED_EXECUTED, decision);
        });
    }

    public void baseline(String upToId) {
        int last = changes.wired().changes().indexOf(changes.required(upToId));
        List<Change> there = changes.wired().changes().subList(0, last + 1).stream()
                .map(WiredChange::change)
                .toList();
        List<Content> imported = lease.append(history -> {
            checkNoneIsUnfinished(there, history);
            return there.stream()
                    .filter(change -> history.of(change.id()).isClean())
                    .map(change -> entries.declared(change, 0, State.IMPORTED, decision))
                    .toList();
        });
        LOG.info(
                "baseline of '{}' up to '{}': {} of {} changes are recorded as IMPORTED; {}",
                settings.service(),
                upToId,
                imported.size(),
                there.size(),
                decision.describe());
    }

    public RunReport undo(String changeId) {
        return undo.run(executed -> executed.only(changeId));
    }

    public RunReport undo(ToBeUndone confirmed) {
        return undo.run(executed -> executed.confirmed(confirmed));
    }

    public RunReport undoTo(String changeId) {
        return undo.run(executed -> executed.after(changeId));
    }

    public RunReport undoLast(int count) {
        checkCount(count);
        return undo.run(executed -> executed.last(count));
    }

    private static void checkCount(int count) {
        if (count < 1) {
            throw new RefusedException(
                    "undoLast(" + count + ") is about no change: the count is 1 or more. Nothing was undone");
        }
    }

    public void releaseLock(long token) {
        new ForcedRelease(settings, entries, decision).release(token);
    }

    /** Appends what was decided about the entry that was seen. */
    private void decide(String changeId, long seq, BiFunction<ChangeHistory, AuditEntry, Content> what) {
        State now = lease.append(history -> {
                    ChangeHistory past = history.of(changeId);
                    checkNewest(changeId, seq, past);
                    return List.of(what.apply(past, past.newest()));
                })
                .get(0)
                .event()
                .state();
        LOG.info("change '{}' is now {}, about entry {}; {}", changeId, now, seq, decision.describe());
    }

    private Content about(AuditEntry seen, State state) {
        return entries.about(seen.event(), subject(seen), state, null, decision, Map.of());
    }

    private static void checkNewest(String changeId, long seq, ChangeHistory past) {
        if (past.isEmpty()) {
            throw new RefusedException("the log has no entry about a change '" + changeId
                    + "'. Nothing was written; history() has those it knows");
        }
        if (past.newest().seq() != seq) {
            OperatorDecision first = past.newest().decision();
            throw new RefusedException("entry " + seq + " is not the newest about change '" + changeId + "': entry "
                    + past.newest().seq() + " says " + past.state()
                    + (first == null ? "" : ", decided by " + first.operator() + " (" + first.reason() + ")")
                    + ". Nothing was written; look at history(), and decide again");
        }
    }

    private static void checkExecuted(String changeId, ChangeHistory past) {
        if (!past.isExecuted()) {
            throw new RefusedException(
                    "change '" + changeId + "' is not executed: it is " + past.state() + ". Nothing was written");
        }
    }

    private static void checkNoneIsUnfinished(List<Change> there, History history) {
        List<String> unfinished = there.stream()
                .map(Change::id)
                .filter(id -> history.of(id).isUnfinished())
                .toList();
        if (!unfinished.isEmpty()) {
            throw new RefusedException("unfinished changes cannot be a baseline, resolve them first: " + unfinished
                    + ". Nothing was written");
        }
    }

    private static Subject subject(AuditEntry entry) {
        return Objects.requireNonNull(entry.subject(), "an entry about a change names it");
    }
}
