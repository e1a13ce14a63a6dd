package io.flamingock.api;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run would do now: a pure function of changes, log and policies, so the dry run. Immutable.
 *
 * @param service whose log it was made from
 * @param decisions one per selected change, in the order of execution
 * @param issues everything that a human must decide first; not empty means that nothing runs
 * @param problems what else was noticed about log and code: {@code ERROR} stops, the others inform
 * @param leftOut changes that the active profiles do not select
 * @param foundBy how changes in packages were found: by the index that the compiler has written, or by a search, and
 *     why; empty where no package was given, and in plans that a run shows
 */
public record ExecutionPlan(
        String service,
        List<Decision> decisions,
        List<Issue> issues,
        List<Problem> problems,
        List<LeftOut> leftOut,
        String foundBy) {

    /**
     * Copies the lists.
     *
     * @param service whose log it was made from
     * @param decisions one per selected change, in the order of execution
     * @param issues everything that a human must decide first; not empty means that nothing runs
     * @param problems what else was noticed about log and code: {@code ERROR} stops, the others inform
     * @param leftOut changes that the active profiles do not select
     * @param foundBy how changes in packages were found
     */
    public ExecutionPlan {
        decisions = List.copyOf(decisions);
        issues = List.copyOf(issues);
        problems = List.copyOf(problems);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * One that does not say how the changes were found.
     *
     * @param service whose log it was made from
     * @param decisions one per selected change, in the order of execution
     * @param issues everything that a human must decide first; not empty means that nothing runs
     * @param problems what else was noticed about log and code: {@code ERROR} stops, the others inform
     * @param leftOut changes that the active profiles do not select
     */
    public ExecutionPlan(
            String service,
            List<Decision> decisions,
            List<Issue> issues,
            List<Problem> problems,
            List<LeftOut> leftOut) {
        this(service, decisions, issues, problems, leftOut, "");
    }

    /**
     * The same, with how the changes were found.
     *
     * @param how in a few words
     * @return another plan
     */
    public ExecutionPlan foundBy(String how) {
        return new ExecutionPlan(service, decisions, issues, problems, leftOut, how);
    }

    /**
     * A change that is not selected, and why.
     *
     * @param changeId the change
     * @param source {@code class#method}, or where else it was declared
     * @param reason which profiles it asks for
     */
    public record LeftOut(String changeId, String source, String reason) {}

    /** {@return the changes that are to be run or settled, in order} */
    public List<Decision> pending() {
        return decisions.stream().filter(d -> !(d instanceof Decision.Skip)).toList();
    }

    /** {@return whether nothing is pending and nothing must be decided} */
    public boolean isEmpty() {
        return issues.isEmpty() && pending().isEmpty();
    }

    /**
     * The problems of the given severity.
     *
     * @param severity how bad
     * @return those of {@link #problems()} that have it
     */
    public List<Problem> problems(Problem.Severity severity) {
        return problems.stream().filter(p -> p.severity() == severity).toList();
    }

    /** The plan as lines for a log or a terminal. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add("plan for '" + service + "': " + summary());
        boolean severalStages =
                decisions.stream().map(d -> d.change().stage()).distinct().count() > 1;
        String stage = "";
        for (Decision decision : decisions) {
            if (severalStages && !decision.change().stage().equals(stage)) {
                stage = decision.change().stage();
                lines.add("  stage " + stage);
            }
            lines.add(line(decision));
            if (!(decision instanceof Decision.Skip)) {
                decision.change().details().notes().forEach(note -> lines.add("            note: " + note));
            }
        }
        if (!foundBy.isEmpty()) {
            lines.add("  changes in packages were found by " + foundBy);
        }
        leftOut.forEach(l -> lines.add("    left out " + l.changeId() + " (" + l.reason() + ")"));
        issues.forEach(issue -> lines.add("  issue: " + issue.describe()));
        problems.forEach(problem -> lines.add("  " + problem.severity() + " " + problem));
        return String.join("\n", lines);
    }

    private String summary() {
        long toRun =
                pending().stream().filter(d -> !(d instanceof Decision.Stop)).count();
        return decisions.size()
                + (decisions.size() == 1 ? " change, " : " changes, ")
                + (toRun == 0 ? "nothing pending" : toRun + " pending")
                + (issues.isEmpty() ? "" : ", " + issues.size() + " to be decided first");
    }

    private static String line(Decision decision) {
        Change change = decision.change();
        String recovery =
                change.recovery() == RecoveryStrategy.ALWAYS_RETRY ? ", " + RecoveryStrategy.ALWAYS_RETRY : "";
        return "    %-7s %s %s on '%s' (mode %s%s): %s"
                .formatted(
                        decision.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT),
                        change.order(),
                        change.id(),
                        change.target(),
                        change.mode(),
                        recovery,
                        decision.why());
    }
}
