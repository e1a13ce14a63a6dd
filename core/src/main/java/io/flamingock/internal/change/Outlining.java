package io.flamingock.internal.change;

import io.flamingock.api.Change;
import io.flamingock.api.ChangeContext;
import io.flamingock.api.ExecutionPlan.LeftOut;
import io.flamingock.targets.TargetSystem;
import io.flamingock.targets.TransactionalTargetSystem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private record Known(
            Header header,
            @Nullable IndexedChange indexed,
            @Nullable Declared declared) {}

    Outlining(List<StageSource> stages, Wiring wiring) {
        this.stages = stages;
        this.wiring = wiring;
        this.targets = new Targets(wiring.targets(), findings);
        this.wirer = new Wirer(wiring, targets, findings);
    }

    Optional<Outline> outline() {
        List<String> packages = new ArrayList<>();
        for (StageSource stage : stages) {
            packages.addAll(stage.packages());
        }
        for (String name : packages) {
            if (!PackageNames.isName(name)) {
                return Optional.empty();
            }
        }
        if (packages.isEmpty()) {
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
            for (String name : stage.packages()) {
                for (IndexedChange change : index.in(name)) {
                    indexed.put(change.className(), change);
                }
            }
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
                leftOut.add(
                        new LeftOut(change.header.id(), change.header.place().source(), reason.get()));
            } else {
                selected.add(change);
            }
        }
        List<Header> headers = new ArrayList<>(selected.size());
        for (Known change : selected) {
            headers.add(change.header);
        }
        Uniqueness.check(headers, findings);
        InOrder order = new InOrder(stages);
        selected.sort(
                new Comparator<>() { // a lambda costs three classes
                    @Override
                    public int compare(Known a, Known b) {
                        return order.compare(a.header, b.header);
                    }
                });
        List<Change> changes = new ArrayList<>(selected.size());
        for (Known one : selected) {
            @Nullable Change change = change(one);
            if (change != null) {
                changes.add(change);
            }
        }
        if (changes.size() < selected.size() || findings.hasErrors()) {
            return Optional.empty();
        }
        targets.reportUnused();
        return Optional.of(new Outline(changes, leftOut, findings.sorted()));
    }

    private @Nullable Change change(Known known) {
        if (known.declared != null) {
            return wirer.wire(known.declared).map(WiredChange::change).orElse(null);
        }
        @Nullable TargetSystem target = targets.of(known.header).orElse(null);
        return target == null || known.indexed == null ? null : change(known.header, known.indexed, target);
    }

    private @Nullable Change change(Header header, IndexedChange indexed, TargetSystem target) {
        Wirer.@Nullable Promised execution = promised(indexed, indexed.execution(), target);
        IndexedChange.@Nullable Body undo = indexed.rollback();
        Wirer.@Nullable Promised rollback = undo == null ? null : promised(indexed, undo, target);
        return execution == null || (undo != null && rollback == null)
                ? null
                : wirer.change(header, target, execution, rollback);
    }

    /** As {@link Injection} would do it; {@code null} where it depends on what there is to be injected. */
    private Wirer.@Nullable Promised promised(IndexedChange change, IndexedChange.Body body, TargetSystem target) {
        List<String> bound = List.of();
        List<String> unbound = List.of();
        for (IndexedChange.Parameter parameter : change.construction().parameters()) {
            if (isBound(parameter, target) || isContext(parameter) || isOpen(parameter)) {
                return null;
            }
            unbound = parameter.plain() ? unbound : with(unbound, parameter);
        }
        for (IndexedChange.Parameter parameter : body.parameters()) {
            if (isBound(parameter, target)) {
                bound = with(bound, parameter);
            } else if (!isContext(parameter)) {
                if (isOpen(parameter)) {
                    return null;
                }
                unbound = parameter.plain() ? unbound : with(unbound, parameter);
            }
        }
        Guarantee.Given given = new Guarantee.Given(
                body.name(), bound, unbound, change.attributes().transactional());
        Guarantee guarantee = Guarantee.of(given, target, wiring.storeDomain());
        return new Wirer.Promised(body.signature(), guarantee.mode(), guarantee.notes());
    }

    private static List<String> with(List<String> types, IndexedChange.Parameter parameter) {
        if (types.isEmpty()) {
            return List.of(parameter.simple());
        }
        List<String> more = new ArrayList<>(types);
        more.add(parameter.simple());
        return more;
    }

    private static boolean isBound(IndexedChange.Parameter parameter, TargetSystem target) {
        if (parameter.name() == null && target instanceof TransactionalTargetSystem transactional) {
            for (Class<?> type : transactional.boundTypes()) {
                if (type.getName().equals(parameter.raw())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isContext(IndexedChange.Parameter parameter) {
        return parameter.raw().equals(ChangeContext.class.getName());
    }

    /** Whether the mode depends on whether there is such an object. */
    private static boolean isOpen(IndexedChange.Parameter parameter) {
        return parameter.mayBeMissing() && !parameter.plain();
    }
}
