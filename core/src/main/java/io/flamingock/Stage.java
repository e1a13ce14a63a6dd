package io.flamingock;

import io.flamingock.api.ChangeDefinition;
import io.flamingock.internal.change.LambdaChange;
import io.flamingock.internal.change.StageSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** What the builder was given for one stage so far. */
record Stage(
        String name,
        List<String> packages,
        List<Class<?>> classes,
        List<Object> instances,
        List<LambdaChange> lambdas) {

    Stage(String name) {
        this(name, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    static List<StageSource> sources(Collection<Stage> stages) {
        List<StageSource> sources = new ArrayList<>();
        for (Stage stage : stages) {
            sources.add(new StageSource(stage.name, stage.packages, stage.classes, stage.instances, stage.lambdas));
        }
        return sources;
    }

    void addAll(List<Object> given) {
        for (Object change : given) {
            if (change instanceof Class<?> type) {
                classes.add(type);
            } else {
                instances.add(change);
            }
        }
    }

    void add(String id, Consumer<? super ChangeDefinition> definition) {
        lambdas.add(LambdaChange.of(id, definition));
    }
}
