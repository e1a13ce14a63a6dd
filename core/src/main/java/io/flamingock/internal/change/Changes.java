package io.flamingock.internal.change;

import io.flamingock.api.ExecutionPlan.LeftOut;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds all changes of an application and wires them:
 *
 * <ol>
 *   <li>classes are found in packages, read, and checked one by one;
 *   <li>the active profiles select some of them;
 *   <li>the selected ones are checked against each other;
 *   <li>each is given its target system, and each parameter what it asks for; from that follows its mode.
 * </ol>
 *
 * <p>Nothing of the user's is initialised or run, but the lookups for injection are asked. All problems are collected.
 */
public final class Changes {

    private final Wiring wiring;
    private final Findings findings = new Findings();
    private final Access access;

    private Changes(Wiring wiring) {
        this.wiring = wiring;
        this.access = new Access(wiring.lookup());
    }

    /** Finds and wires; throws nothing for what is wrong with a change. */
    public static WiredChanges find(List<StageSource> stages, Wiring wiring) {
        return new Changes(wiring).find(stages);
    }

    /**
     * What the index says of them, without loading a class that is in a package; empty where that is not enough to see
     * whether there is nothing to do, and where something may be wrong.
     */
    public static Optional<Outline> outline(List<StageSource> stages, Wiring wiring) {
        return new Outlining(stages, wiring).outline();
    }

    private WiredChanges find(List<StageSource> stages) {
        List<Declared> declared = new ArrayList<>();
        List<String> packages =
                stages.stream().flatMap(stage -> stage.packages().stream()).toList();
        String foundBy;
        try (var finder = ClassFinder.of(packages, wiring.loader(), findings)) {
            stages.forEach(stage -> declared.addAll(read(stage, finder)));
            foundBy = finder.foundBy();
        }
        declared.forEach(change -> Texts.check(change.header(), findings));

        var targets = new Targets(wiring.targets(), findings);
        List<Declared> selected = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        for (Declared change : declared) {
            Header header = change.header();
            Optional<String> reason = Selection.leftOut(header.attributes().profiles(), wiring.profiles());
            if (reason.isPresent()) {
                targets.use(header);
                leftOut.add(new LeftOut(header.id(), header.place().source(), reason.get()));
            } else {
                selected.add(change);
            }
        }
        Uniqueness.check(selected.stream().map(Declared::header).toList(), findings);

        var wirer = new Wirer(wiring, targets, findings);
        List<WiredChange> wired = inOrder(selected, stages).stream()
                .map(wirer::wire)
                .flatMap(Optional::stream)
                .toList();
        if (!declared.isEmpty()) {
            targets.reportUnused();
        }
        return new WiredChanges(wired, findings.sorted(), leftOut, foundBy);
    }

    private List<Declared> read(StageSource stage, ClassFinder finder) {
        List<Class<?>> found = new ArrayList<>();
        stage.packages().forEach(name -> found.addAll(finder.find(name)));
        return new StageReading(stage, access, findings).readWith(found);
    }

    private static List<Declared> inOrder(List<Declared> changes, List<StageSource> stages) {
        return changes.stream()
                .sorted(Comparator.comparing(Declared::header, new InOrder(stages)))
                .toList();
    }
}
