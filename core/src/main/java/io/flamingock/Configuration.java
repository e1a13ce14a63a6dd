package io.flamingock;

import io.flamingock.api.Change;
import io.flamingock.api.InvalidChangesException;
import io.flamingock.api.Mode;
import io.flamingock.api.Problem;
import io.flamingock.api.Problem.Severity;
import io.flamingock.internal.change.Changes;
import io.flamingock.internal.change.Outline;
import io.flamingock.internal.change.StageSource;
import io.flamingock.internal.change.WiredChanges;
import io.flamingock.internal.change.Wiring;
import io.flamingock.internal.run.Settings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the builder was told, checked and copied. */
record Configuration(Settings settings, List<StageSource> stages, Wiring wiring, boolean enabled, boolean strict) {

    /** What the index says of the changes; empty where it takes more to know whether they are as they should be. */
    Optional<Outline> outline() {
        for (StageSource stage : stages) {
            if (stage.isEmpty()) {
                return Optional.empty();
            }
        }
        Optional<Outline> outline = Changes.outline(stages, wiring);
        boolean wrong = strict
                && outline.isPresent()
                && withoutRollback(outline.get().changes()).findAny().isPresent();
        return wrong ? Optional.empty() : outline;
    }

    /**
     * The changes that were found, and what someone should look at.
     *
     * @throws InvalidChangesException there is an error among the problems
     */
    WiredChanges checked(WiredChanges found) {
        Stream<Problem> errors = found.problems().stream().filter(p -> p.severity() == Severity.ERROR);
        List<Problem> all = Stream.concat(
                        errors, withoutRollback(found.outline().changes()))
                .toList();
        if (!all.isEmpty()) {
            throw new InvalidChangesException(all);
        }
        if (givesNoChange()) {
            return found;
        }
        WiredChanges noted = found;
        for (StageSource stage : stages.stream().filter(StageSource::isEmpty).toList()) {
            noted = noted.with(Problem.warn(
                    "D18",
                    "stage(\"" + stage.name() + "\")",
                    "has no change",
                    "give it changes(…) or change(…), or leave it out"));
        }
        return noted;
    }

    private Stream<Problem> withoutRollback(List<Change> changes) {
        return changes.stream()
                .filter(change -> strict && change.mode() == Mode.NONE && !change.canUndo())
                .map(change -> Problem.error(
                        "D17",
                        change.details().source(),
                        "change '" + change.id() + "' runs outside a transaction and has no @RollbackExecution",
                        "write one, or leave strict() away"));
    }

    /** Whether there is nothing that could be run; who only looks at a log, or releases a lease, needs no changes. */
    boolean givesNoChange() {
        return stages.stream().allMatch(StageSource::isEmpty);
    }
}
