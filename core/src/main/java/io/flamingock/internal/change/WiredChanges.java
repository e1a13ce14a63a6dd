package io.flamingock.internal.change;

import io.flamingock.api.ExecutionPlan;
import io.flamingock.api.Problem;
import java.util.List;
import java.util.stream.Stream;

/**
 * All changes of an application, ready to be planned, or the reasons why they are not.
 *
 * @param changes the selected ones that could be wired: stages as declared, then natural order
 * @param problems errors first; one error means that nothing may run
 * @param leftOut what the active profiles do not select
 * @param foundBy how the changes in packages were found; empty where there are no packages
 */
public record WiredChanges(
        List<WiredChange> changes, List<Problem> problems, List<ExecutionPlan.LeftOut> leftOut, String foundBy) {

    public WiredChanges {
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
        leftOut = List.copyOf(leftOut);
    }

    /** The same, with one problem more. */
    public WiredChanges with(Problem problem) {
        return new WiredChanges(
                changes, Stream.concat(problems.stream(), Stream.of(problem)).toList(), leftOut, foundBy);
    }

    /** The same for somebody who will not run them. */
    public Outline outline() {
        return new Outline(changes.stream().map(WiredChange::change).toList(), leftOut, problems);
    }

    /** See {@link Outline#fingerprint}. */
    public String fingerprint() {
        return outline().fingerprint();
    }
}
