package io.flamingock.internal.change;

import io.flamingock.api.Change;
import io.flamingock.api.ExecutionPlan.LeftOut;
import io.flamingock.api.Problem;
import java.util.List;

/**
 * What must be known of the changes to see that there is nothing to do.
 *
 * @param changes the selected ones: stages as declared, then natural order
 * @param leftOut what the active profiles do not select
 * @param problems what someone should look at; no errors
 */
public record Outline(List<Change> changes, List<LeftOut> leftOut, List<Problem> problems) {

    public Outline {
        changes = List.copyOf(changes);
        leftOut = List.copyOf(leftOut);
        problems = List.copyOf(problems);
    }

    /** SHA-256 over the ordered list of (stage, id, order, checksum): equal for the same set of selected changes. */
    public String fingerprint() {
        var digest = new Sha256();
        for (Change change : changes) {
            digest.add(change.stage()).add(change.id()).add(change.order()).add(change.checksum());
        }
        return digest.hex();
    }
}
