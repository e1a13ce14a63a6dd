package io.flamingock.internal.change;

import io.flamingock.api.Change;
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
 */
public record WiredChanges(List<WiredChange> changes, List<Problem> problems, List<ExecutionPlan.LeftOut> leftOut) {

    public WiredChanges {
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
        leftOut = List.copyOf(leftOut);
    }

    /** The same, with one problem more. */
    public WiredChanges with(Problem problem) {
        return new WiredChanges(
                changes, Stream.concat(problems.stream(), Stream.of(problem)).toList(), leftOut);
    }

    /** SHA-256 over the ordered list of (stage, id, order, checksum): equal for the same set of selected changes. */
    public String fingerprint() {
        var digest = new Sha256();
        for (WiredChange wired : changes) {
            Change change = wired.change();
            digest.add(change.stage()).add(change.id()).add(change.order()).add(change.checksum());
        }
        return digest.hex();
    }
}
