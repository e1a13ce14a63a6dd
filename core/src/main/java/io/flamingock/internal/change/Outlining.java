package io.flamingock.internal.change;

import io.flamingock.api.Change;
import io.flamingock.api.ChangeContext;
import io.flamingock.api.ExecutionPlan.LeftOut;
import io.flamingock.targets.TargetSystem;
import io.flamingock.targets.TransactionalTargetSystem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says of changes what {@link Changes#find} would say, from the index alone where they are in packages; those that the
 * user has named are there already. Wherever it would have to guess, or something is wrong, it says nothing: the whole
 * truth comes from the classes.
 */
final class Outlining {

    private final List<StageSource> stages;
    private final Wiring wiring;
    private final Findings findings = new Findings();
    private final Targets targets;
    private final Wirer wirer;

    /** A change, by the index or by what the user has given. */
    private record Known(Header header, @Nullable IndexedChange indexed, @Nullable Declared declared) {}

    Outlining(List<StageSource> stages, Wiring wiring) {
        this.stages = stages;
        this.wiring = wiring;
        this.targets = new Targets(wiring.targets(), findings);
        this.wirer = new Wirer(wiring, targets, findings);
    }

    Optional<Outline> outline() {
        List<String> packages = new ArrayList<>();
        stages.forEach(stage -> packages.addAll(stage.packages()));
        if (packages.isEmpty() || !packages.stream().allMatch(PackageNames::isName)) {
            return Optional.empty();
        }
        ClassIndex index = ClassIndex.of(packages, wiring.loader());
        return index.doubt() == null ? outline(known(index)) : Optional.empty();
    }

    private List<Known> known(ClassIndex index) {
        Access access = new Access(wiring.lookup());
        List<Known> known = new ArrayList<>();
        for (StageSource stage : stages) {
            Map<String, IndexedChange> indexed = new LinkedHashMap<>();
            stage.packages().forEach(name -> index.in(name).forEach(change -> indexed.put(change.className(), change)));
            for (IndexedChange change : indexed.values()) {
                known.add(new Known(header(change, stage.name()), change, null));
            }
            for (Declared declared : new StageReading(stage, access, findings).readWithout(indexed.keySet())) {
                known.add(new Known(declared.header(), null, declared));
            }
        }
        return known;
    }

    private static Header header(IndexedChange change, String stage) {
        return new Header(stage, change.id(), change.order(), new Place(change.source(), null), change.attributes());
    }

    private Optional<Outline> outline(List<Known> known) {
        List<Known> selected = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        for (Known change : known) {
            Texts.check(change.header, findings);
            Optional<String> reason =
                    Selection.leftOut(change.header.attributes().profiles(), wiring.profiles());
            if (reason.isPresent()) {
                targets.use(change.header);
                leftOut.add(new LeftOut(
                        change.header.id(), change.header.place().source(), reason.get()));
            } else {
                selected.add(change);
            }
        }
        Uniqueness.check(selected.stream().map(Known::header).toList(), findings);
        selected.sort(Comparator.comparing(Known::header, Changes.order(stages)));
        List<Change> changes = new ArrayList<>(selected.size());
        for (Known change : selected) {
            change(change).ifPresent(changes::add);
        }
        if (changes.size() < selected.size() || findings.hasErrors()) {
            return Optional.empty();
        }
        targets.reportUnused();
        return Optional.of(new Outline(changes, leftOut, findings.sorted()));
    }

    private Optional<Change> change(Known known) {
        if (known.declared != null) {
            return wirer.wire(known.declared).map(WiredChange::change);
        }
        IndexedChange indexed = known.indexed;
        Optional<TargetSystem> target = targets.of(known.header);
        return indexed == null ? Optional.empty() : target.flatMap(system -> change(known.header, indexed, system));
    }

    private Optional<Change> change(Header header, IndexedChange indexed, TargetSystem target) {
        Optional<Wirer.Promised> execution = promised(indexed, indexed.execution(), target);
        IndexedChange.@Nullable Body undo = indexed.rollback();
        if (undo == null) {
            return execution.map(it -> Wirer.change(header, target, it, null));
        }
        Optional<Wirer.Promised> rollback = promised(indexed, undo, target);
        return execution.flatMap(it -> rollback.map(back -> Wirer.change(header, target, it, back)));
    }

    /** As {@link Injection} would do it; empty where it depends on what there is to be injected. */
    private Optional<Wirer.Promised> promised(IndexedChange change, IndexedChange.Body body, TargetSystem target) {
        Set<String> bindable = new HashSet<>();
        if (target instanceof TransactionalTargetSystem transactional) {
            transactional.boundTypes().forEach(type -> bindable.add(type.getName()));
        }
        List<String> bound = new ArrayList<>(1);
        List<String> unbound = new ArrayList<>(0);
        for (IndexedChange.Parameter parameter : change.construction().parameters()) {
            if (isBound(parameter, bindable) || isContext(parameter) || isOpen(parameter)) {
                return Optional.empty();
            }
            addWriting(parameter, unbound);
        }
        for (IndexedChange.Parameter parameter : body.parameters()) {
            if (isBound(parameter, bindable)) {
                bound.add(parameter.simple());
            } else if (!isContext(parameter)) {
                if (isOpen(parameter)) {
                    return Optional.empty();
                }
                addWriting(parameter, unbound);
            }
        }
        Guarantee.Given given = new Guarantee.Given(
                body.name(), bound, unbound, change.attributes().transactional());
        Guarantee guarantee = Guarantee.of(given, target, wiring.storeDomain());
        return Optional.of(new Wirer.Promised(body.signature(), guarantee.mode(), guarantee.notes()));
    }

    private static boolean isBound(IndexedChange.Parameter parameter, Set<String> bindable) {
        return parameter.name() == null && bindable.contains(parameter.raw());
    }

    private static boolean isContext(IndexedChange.Parameter parameter) {
        return parameter.raw().equals(ChangeContext.class.getName());
    }

    /** Whether the mode depends on whether there is such an object. */
    private static boolean isOpen(IndexedChange.Parameter parameter) {
        return parameter.mayBeMissing() && !parameter.plain();
    }

    private static void addWriting(IndexedChange.Parameter parameter, List<String> unbound) {
        if (!parameter.plain()) {
            unbound.add(parameter.simple());
        }
    }
}
