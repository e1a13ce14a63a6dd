package io.flamingock.internal.run;

import io.flamingock.api.Change;
import io.flamingock.api.Decision;
import io.flamingock.api.ExecutionPlan;
import io.flamingock.api.Operation;
import io.flamingock.api.RefusedException;
import io.flamingock.api.RunReport;
import io.flamingock.api.ToBeUndone;
import io.flamingock.audit.AuditEntry.OperatorDecision;
import io.flamingock.internal.change.WiredChange;
import io.flamingock.internal.plan.ChangeHistory;
import io.flamingock.internal.plan.History;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the rollbacks of executed changes, the last first, because an operator asks for it (protocol §4). */
final class Undo {

    private static final Logger LOG = LoggerFactory.getLogger(Undo.class);

    private final ChangesInCode changes;
    private final OperatorDecision decision;
    private final OperatorLease lease;
    private final Listeners listeners;
    private final Tally tally;

    Undo(ChangesInCode changes, OperatorDecision decision, OperatorLease lease, Listeners listeners, Tally tally) {
        this.changes = changes;
        this.decision = decision;
        this.lease = lease;
        this.listeners = listeners;
        this.tally = tally;
    }

    /** The executed changes, in order, and what the log says. */
    record Executed(ChangesInCode code, List<Change> changes, History history) {

        private static Executed of(ChangesInCode code, History history) {
            List<Change> executed = code.wired().changes().stream()
                    .map(WiredChange::change)
                    .filter(change -> history.of(change.id()).isExecuted())
                    .toList();
            return new Executed(code, executed, history);
        }

        List<Change> only(String changeId) {
            return List.of(changes.get(placeOf(changeId)));
        }

        List<Change> after(String changeId) {
            return changes.subList(placeOf(changeId) + 1, changes.size());
        }

        List<Change> last(int count) {
            return changes.subList(Math.max(0, changes.size() - count), changes.size());
        }

        /** Whoever confirmed has seen these executed changes; with others, it is not what was confirmed. */
        List<Change> confirmed(ToBeUndone seen) {
            Map<String, Long> now = entries();
            if (!now.equals(seen.executed())) {
                throw new RefusedException("nothing was undone: the log says something else than what was confirmed. "
                        + differences(seen.executed(), now) + ". Look at what is to be undone now, and confirm that");
            }
            List<String> ids = seen.changes().stream().map(Change::id).toList();
            return changes.stream().filter(change -> ids.contains(change.id())).toList();
        }

        /** By which entry each of them is executed. */
        private Map<String, Long> entries() {
            return changes.stream()
                    .collect(Collectors.toMap(
                            Change::id,
                            change -> history.of(change.id()).newest().seq()));
        }

        private String differences(Map<String, Long> seen, Map<String, Long> now) {
            TreeSet<String> ids = new TreeSet<>(seen.keySet());
            ids.addAll(now.keySet());
            return ids.stream()
                    .filter(id -> !Objects.equals(seen.get(id), now.get(id)))
                    .map(id -> "Change '" + id + "' was "
                            + (seen.containsKey(id) ? "executed by entry " + seen.get(id) : "not executed")
                            + ", and is now "
                            + history.of(id).state() + " by entry "
                            + history.of(id).newest().seq())
                    .collect(Collectors.joining(". "));
        }

        private int placeOf(String changeId) {
            for (int i = 0; i < changes.size(); i++) {
                if (changes.get(i).id().equals(changeId)) {
                    return i;
                }
            }
            ChangeHistory past = history.of(changeId);
            throw new RefusedException(
                    past.isUnfinished()
                            ? "nothing was undone: change '" + changeId + "' is " + past.state() + " (entry "
                                    + past.newest().seq() + "); resolve it first, see issues()"
                            : "nothing was undone: "
                                    + code.required(changeId).change().id() + " is not executed");
        }
    }

    /** Which of the executed changes are to be undone, in their order. */
    interface Choice {
        List<Change> of(Executed executed);
    }

    /** What an undo would do by what the log says, the last first; reads only. */
    static ToBeUndone preview(ChangesInCode changes, History history, Choice choice) {
        Executed executed = Executed.of(changes, history);
        List<Change> chosen = new ArrayList<>(choice.of(executed));
        checkHaveRollback(chosen, history);
        Collections.reverse(chosen);
        return new ToBeUndone(chosen, executed.entries());
    }

    RunReport run(Choice choice) {
        List<String> staying = new ArrayList<>();
        lease.hold(holding -> {
            new Settling(holding, changes.transactional()).settleAll();
            Executed executed = Executed.of(changes, holding.journal().historyToPlanOn());
            List<Change> chosen = choice.of(executed);
            checkHaveRollback(chosen, executed.history);
            staying.addAll(laterOnes(chosen, executed.changes));
            undo(holding, chosen);
            tally.sawHead(holding.journal().history().head());
        });
        RunReport report = tally.report("undone changes are pending again: the next run() applies them"
                + (staying.isEmpty() ? "" : "; later changes were left in place: " + String.join(", ", staying)));
        LOG.info(
                "undo in '{}': {} in {} ms; {}; head of the log {}",
                report.service(),
                report.counts(),
                report.duration().toMillis(),
                decision.describe(),
                report.head());
        return report;
    }

    private static void checkHaveRollback(List<Change> chosen, History history) {
        List<Change> without =
                chosen.stream().filter(change -> !change.canUndo()).toList();
        if (!without.isEmpty()) {
            throw new RefusedException("these changes have no @RollbackExecution, so nothing was undone: "
                    + without.stream().map(Change::id).toList() + ". Undo them by hand and record that:"
                    + without.stream()
                            .map(change -> "\n    flamingock.undoneByHand(\"" + change.id() + "\", "
                                    + history.of(change.id()).newest().seq() + ", \"<your name>\", \"<reason>\");")
                            .collect(Collectors.joining()));
        }
    }

    /** Executed after one that is undone, and not undone: they may need what the rollback removes. */
    private static List<String> laterOnes(List<Change> chosen, List<Change> executed) {
        List<String> later = chosen.isEmpty()
                ? List.of()
                : executed.subList(executed.indexOf(chosen.get(0)), executed.size()).stream()
                        .filter(change -> !chosen.contains(change))
                        .map(Change::id)
                        .toList();
        if (!later.isEmpty()) {
            LOG.warn(
                    "change '{}' is undone although later changes are executed, which may need it and are left in place: {}",
                    chosen.get(0).id(),
                    String.join(", ", later));
        }
        return later;
    }

    private void undo(Holding holding, List<Change> chosen) {
        List<Change> lastFirst = new ArrayList<>(chosen);
        Collections.reverse(lastFirst);
        tally.planned(new ExecutionPlan(
                tally.service(),
                lastFirst.stream()
                        .<Decision>map(change -> new Decision.Run(change, 0, "to be undone"))
                        .toList(),
                List.of(),
                List.of(),
                List.of()));
        List<Task> tasks = lastFirst.stream()
                .map(change -> new Task(changes.find(change.id()).orElseThrow(), Operation.UNDO, decision))
                .toList();
        if (!new UnderLease(holding, listeners, tally::count).attemptAll(tasks)) {
            throw new RefusedException("somebody wrote to the log meanwhile: look at history(), and undo again");
        }
        holding.recorder().flush();
        if (tally.hasUnrecorded()) {
            throw RunStop.leaseLost(
                    "the lease was lost during the undo; what is recorded of it as LATE is evidence only");
        }
    }
}
