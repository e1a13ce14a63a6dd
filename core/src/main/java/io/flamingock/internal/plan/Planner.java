package io.flamingock.internal.plan;

import io.flamingock.api.Change;
import io.flamingock.api.ChangeStatus;
import io.flamingock.api.Decision;
import io.flamingock.api.ExecutionPlan;
import io.flamingock.api.ExecutionPlan.LeftOut;
import io.flamingock.api.Issue;
import io.flamingock.api.Operation;
import io.flamingock.api.Problem;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Subject;
import io.flamingock.internal.change.IdempotencyKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to do about each change: the table of protocol §5.
 *
 * @param service whose log it is
 * @param application the name of this application; may be empty
 * @param changes the selected changes, in order
 * @param leftOut the changes that are in the code and not selected
 * @param settling the names of the target systems whose markers can be asked
 * @param policies what to do where log and code disagree
 */
public record Planner(
        String service,
        String application,
        List<Change> changes,
        List<LeftOut> leftOut,
        Set<String> settling,
        Policies policies) {

    /** What a run would do, if the log says this. */
    public ExecutionPlan plan(History history) {
        List<Decision> decisions = changes.stream()
                .map(change -> decide(change, history.of(change.id())))
                .toList();
        boolean pending = decisions.stream().anyMatch(d -> d instanceof Decision.Run || d instanceof Decision.Settle);
        List<Issue> issues = new ArrayList<>();
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Stop stop) {
                issues.add(stop.issue());
            }
        }
        List<Problem> problems = new ArrayList<>(new HistoryChecks(this, history).find());
        unfinishedElsewhere(history).forEach((id, change) -> {
            if (pending) {
                issues.add(issue(change, "it is unfinished, " + whyNotHere(id) + ", and something else is pending"));
            } else {
                problems.add(Problem.warn(
                        "H19",
                        "entry " + change.newest().seq(),
                        "change '" + id + "' is " + change.state() + " and " + whyNotHere(id),
                        "nothing else is pending, so this version starts; a version that knows it will decide"));
            }
        });
        return new ExecutionPlan(service, decisions, issues, problems, leftOut);
    }

    /**
     * Every issue that the log holds, whether this version knows the change or not; what its marker can tell is none.
     */
    public List<Issue> issues(History history) {
        Map<String, Change> known = changes.stream().collect(Collectors.toMap(Change::id, c -> c));
        List<Issue> issues = new ArrayList<>();
        history.changes().forEach((id, change) -> {
            @Nullable Change declared = known.get(id);
            if (declared != null) {
                if (decide(declared, change) instanceof Decision.Stop stop) {
                    issues.add(stop.issue());
                }
            } else if (change.isUnfinished() && !canSettle(change)) {
                issues.add(issue(change, whyUnfinishedElsewhere(id, change)));
            }
        });
        return issues;
    }

    /** How each change stands: those of this version, then those that only the log has. */
    public List<ChangeStatus> status(History history) {
        return new Standing(this, history).ofAll();
    }

    Decision decide(Change change, ChangeHistory past) {
        if (past.isClean()) {
            String why = past.isEmpty() ? "new" : "pending again: " + past.state();
            return new Decision.Run(change, past.nextAttempt(), why);
        }
        if (past.isExecuted()) {
            AuditEntry entry = past.newest();
            return new Decision.Skip(
                    change, past.state() + " at " + entry.written().time() + " (entry " + entry.seq() + ")");
        }
        int attempt = ChangeHistory.subject(past.newest()).attempt();
        @Nullable String running = past.running();
        if (running != null) {
            return new Decision.Run(change, attempt, running + ": a run waits for it, and nothing is to be decided");
        }
        if (past.isToBeSettled()) {
            return canSettle(past)
                    ? new Decision.Settle(change, attempt, "cut off; its marker tells what happened")
                    : new Decision.Stop(change, unsettled(past));
        }
        boolean retry = change.recovery() == RecoveryStrategy.ALWAYS_RETRY
                && past.operation() == Operation.APPLY
                && !past.hasForeignMarker();
        if (!retry) {
            return new Decision.Stop(change, issue(past, why(past)));
        }
        String warning = past.state() == State.ROLLBACK_FAILED ? ", although its rollback failed" : "";
        return new Decision.Run(
                change, past.nextAttempt(), "again: attempt " + attempt + " is " + past.state() + warning);
    }

    private static String why(ChangeHistory past) {
        if (past.hasForeignMarker()) {
            return "the marker of its attempt in the target belongs to another log, or this log has lost entries";
        }
        String what = past.operation() == Operation.APPLY ? "" : "an operator's undo of it ";
        if (past.state() == State.STARTED) {
            AuditEntry.Written written = past.newest().written();
            return what + "was started at " + written.time() + " by " + written.runner()
                    + " and its outcome is not known; make sure that this process has ended before you decide";
        }
        if (past.hasCommittedByItself()) {
            return what + "failed, and its effect may be there in part, because a statement in it has committed its"
                    + " transaction (DDL on most databases, or a COMMIT); a change with such statements is declared"
                    + " transactional = false";
        }
        return past.state() == State.FAILED
                ? what + "failed, and its effect may be there in part"
                : what + (what.isEmpty() ? "failed, and so did its rollback" : "failed, and its effect is not known");
    }

    private Map<String, ChangeHistory> unfinishedElsewhere(History history) {
        Set<String> selected = changes.stream().map(Change::id).collect(Collectors.toSet());
        return history.changes().entrySet().stream()
                .filter(e -> !selected.contains(e.getKey()) && e.getValue().isUnfinished() && !canSettle(e.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Whether there is no code to compare with, so that the log alone speaks. */
    boolean isLogAlone() {
        return changes.isEmpty() && leftOut.isEmpty();
    }

    /** Of a change that this version does not run. */
    String whyUnfinishedElsewhere(String id, ChangeHistory past) {
        if (!isLogAlone()) {
            return "it is unfinished, and " + whyNotHere(id);
        }
        boolean retried = ChangeHistory.subject(past.newest()).recovery() == RecoveryStrategy.ALWAYS_RETRY
                && past.operation() == Operation.APPLY
                && !past.hasForeignMarker();
        return why(past)
                + (retried ? "; it was declared ALWAYS_RETRY: an application that still says so runs it again" : "");
    }

    String whyNotHere(String id) {
        return known().contains(id) ? "left out by the active profiles" : "unknown to this version of the code";
    }

    /** The ids that are in the code, selected or not. */
    Set<String> known() {
        return Stream.concat(changes.stream().map(Change::id), leftOut.stream().map(LeftOut::changeId))
                .collect(Collectors.toSet());
    }

    boolean canSettle(ChangeHistory past) {
        return past.isToBeSettled()
                && settling.contains(ChangeHistory.subject(past.newest()).target());
    }

    private Issue unsettled(ChangeHistory past) {
        String target = ChangeHistory.subject(past.newest()).target();
        return issue(
                past,
                "it was cut off, and only its marker in target system '" + target
                        + "' can tell what happened, which this version of the code does not have as a transactional target"
                        + " system; start a version that has it");
    }

    private Issue issue(ChangeHistory past, String why) {
        AuditEntry entry = past.newest();
        Subject subject = ChangeHistory.subject(entry);
        String key = IdempotencyKey.of(service, subject.changeId(), past.operation(), past.timesUndone());
        return new Issue(
                subject.changeId(),
                entry.seq(),
                entry.event().state(),
                past.operation(),
                subject.attempt(),
                new Issue.Where(subject.target(), subject.mode(), subject.source(), key),
                why,
                entry.error() == null ? null : entry.error().summary());
    }
}
