package io.flamingock.internal.run;

import io.flamingock.api.Change;
import io.flamingock.api.Decision;
import io.flamingock.api.ExecutionPlan;
import io.flamingock.api.FlamingockException;
import io.flamingock.api.Mode;
import io.flamingock.api.Problem;
import io.flamingock.targets.TransactionalTargetSystem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says beforehand which pending changes can leave their transaction without meaning to; asks each target once. */
final class ImplicitCommits {

    private final Map<String, Optional<String>> answers = new HashMap<>();

    /** The plan with a note for each target that has them and for which something is pending in a transaction. */
    ExecutionPlan noted(ExecutionPlan plan, Map<String, TransactionalTargetSystem> targets) {
        Map<String, List<String>> pending = plan.decisions().stream()
                .filter(decision -> decision instanceof Decision.Run)
                .map(Decision::change)
                .filter(change -> change.mode() != Mode.NONE)
                .collect(Collectors.groupingBy(
                        Change::target, TreeMap::new, Collectors.mapping(Change::id, Collectors.toList())));
        List<Problem> notes = pending.entrySet().stream()
                .flatMap(entry -> Optional.ofNullable(targets.get(entry.getKey()))
                        .flatMap(this::ask)
                        .map(how -> note(entry.getKey(), how, entry.getValue()))
                        .stream())
                .toList();
        return new ExecutionPlan(
                plan.service(),
                plan.decisions(),
                plan.issues(),
                Stream.concat(plan.problems().stream(), notes.stream()).toList(),
                plan.leftOut());
    }

    /** One that cannot be reached says so when its change begins. */
    private Optional<String> ask(TransactionalTargetSystem target) {
        return answers.computeIfAbsent(target.name(), name -> {
            try {
                return target.implicitCommits();
            } catch (FlamingockException e) {
                return Optional.empty();
            }
        });
    }

    private static Problem note(String target, String how, List<String> ids) {
        return Problem.info(
                "X44",
                "target system '" + target + "'",
                how + ", and all that a change has done before with it. In a transaction there: " + named(ids),
                "give such a statement a change of its own, with transactional = false; leave the others as they are");
    }

    private static String named(List<String> ids) {
        int shown = Math.min(ids.size(), 3);
        String first = ids.stream().limit(shown).map(id -> "'" + id + "'").collect(Collectors.joining(", "));
        return first + (ids.size() > shown ? " and " + (ids.size() - shown) + " more" : "");
    }
}
