package io.flamingock.internal.change;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads what a stage was given one by one: classes, instances and lambdas. */
final class StageReading {

    private final StageSource stage;
    private final Access access;
    private final Findings findings;

    StageReading(StageSource stage, Access access, Findings findings) {
        this.stage = stage;
        this.access = access;
        this.findings = findings;
    }

    /** With classes that were found in its packages. */
    List<Declared> readWith(List<Class<?>> found) {
        // A class that is in two packages of a stage, or in one and named besides, is still one change.
        Set<Class<?>> classes = new LinkedHashSet<>(found);
        classes.addAll(stage.classes());
        return read(classes);
    }

    /** Without those classes whose changes are known by the index. */
    List<Declared> readWithout(Set<String> known) {
        Set<Class<?>> classes = new LinkedHashSet<>(stage.classes());
        for (Class<?> type : stage.classes()) {
            if (known.contains(type.getName())) {
                classes.remove(type);
            }
        }
        return read(classes);
    }

    private List<Declared> read(Set<Class<?>> classes) {
        List<Declared> declared = new ArrayList<>();
        for (Class<?> type : classes) {
            new ClassReading(type, null, access, findings).read(stage.name()).ifPresent(declared::add);
        }
        for (Object instance : stage.instances()) {
            new ClassReading(instance.getClass(), instance, access, findings)
                    .read(stage.name())
                    .ifPresent(declared::add);
        }
        for (LambdaChange lambda : stage.lambdas()) {
            declared.add(lambda.read(stage.name(), findings));
        }
        return declared;
    }
}
