package io.flamingock.internal.run;

import io.flamingock.api.Operation;
import io.flamingock.api.RefusedException;
import io.flamingock.internal.change.WiredChange;
import io.flamingock.internal.change.WiredChanges;
import io.flamingock.internal.plan.Planner;
import io.flamingock.targets.TargetSystem;
import io.flamingock.targets.TransactionalTargetSystem;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this version of the code has: its changes, and the target systems whose markers can be asked.
 *
 * @param wired the selected changes, in order, without an error among their problems
 * @param transactional the transactional target systems, by name
 */
public record ChangesInCode(WiredChanges wired, Map<String, TransactionalTargetSystem> transactional) {

    private static final Logger LOG = LoggerFactory.getLogger(ChangesInCode.class);

    static final ChangesInCode NONE =
            new ChangesInCode(new WiredChanges(List.of(), List.of(), List.of(), ""), Map.of());

    public static ChangesInCode of(WiredChanges wired, List<TargetSystem> targets) {
        Map<String, TransactionalTargetSystem> transactional = new LinkedHashMap<>();
        for (TargetSystem target : targets) {
            if (target instanceof TransactionalTargetSystem t) {
                transactional.put(t.name(), t);
            }
        }
        return new ChangesInCode(wired, transactional);
    }

    /** The same, with changes in mode NONE where the target turns out to have no transactions; asks the targets. */
    ChangesInCode asTargetsAre() {
        Map<String, Optional<String>> without = new HashMap<>();
        List<WiredChange> changes = wired.changes().stream()
                .map(change -> asTargetIs(change, without))
                .toList();
        wired.changes().stream()
                .filter(ChangesInCode::isInTransaction)
                .map(change -> change.target().name())
                .distinct()
                .forEach(name -> without.getOrDefault(name, Optional.empty())
                        .ifPresent(why -> LOG.warn("changes of target system '{}' run in mode NONE: {}", name, why)));
        return new ChangesInCode(
                new WiredChanges(changes, wired.problems(), wired.leftOut(), wired.foundBy()), transactional);
    }

    /** One that commits by itself asks, too: a target that refuses is to say so before an intent is written. */
    private static WiredChange asTargetIs(WiredChange wired, Map<String, Optional<String>> without) {
        if (!wired.takesBound() || !(wired.target() instanceof TransactionalTargetSystem target)) {
            return wired;
        }
        Optional<String> why = without.computeIfAbsent(target.name(), name -> target.withoutTransactions());
        return isInTransaction(wired) ? why.map(wired::withoutTransaction).orElse(wired) : wired;
    }

    private static boolean isInTransaction(WiredChange wired) {
        return wired.isBound(Operation.APPLY) || wired.isBound(Operation.UNDO);
    }

    Planner planner(Settings settings) {
        return new Planner(
                settings.service(),
                settings.runner().application(),
                wired.changes().stream().map(WiredChange::change).toList(),
                wired.leftOut(),
                transactional.keySet(),
                settings.policies());
    }

    /** The change with this id, if it is in the code and selected. */
    Optional<WiredChange> find(String id) {
        return wired.changes().stream().filter(w -> w.change().id().equals(id)).findFirst();
    }

    /**
     * The same for an operator who names it.
     *
     * @throws RefusedException there is none
     */
    WiredChange required(String id) {
        return find(id).orElseThrow(() -> new RefusedException("this version of the code has no change '" + id
                + "', or the active profiles do not select it. Nothing was written"));
    }

    Map<String, WiredChange> byId() {
        return wired.changes().stream().collect(Collectors.toMap(w -> w.change().id(), w -> w));
    }

    /** What tells this very set of changes from any other. */
    String fingerprint() {
        return Objects.requireNonNull(wired.fingerprint());
    }
}
