package io.flamingock.internal.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.api.ChangeContext;
import io.flamingock.api.ChangeDefinition;
import io.flamingock.api.DependencyLookup;
import io.flamingock.api.Operation;
import io.flamingock.targets.Offered;
import io.flamingock.targets.TargetSystem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Short ways to write what changes are found in and wired to. */
final class Fixtures {

    private Fixtures() {}

    static ChangeContext context(Operation operation) {
        return new ChangeContext("any", operation, 1, "run", 7, "key");
    }

    static WiredChange only(WiredChanges changes) {
        assertThat(changes.problems()).isEmpty();
        assertThat(changes.changes()).hasSize(1);
        return changes.changes().get(0);
    }

    static Wiring wiring(TargetSystem... targets) {
        return new Wiring(
                List.of(targets), List.of(), List.of(), Set.of(), null, null, Fixtures.class.getClassLoader());
    }

    static Wiring with(Wiring wiring, Object... dependencies) {
        return new Wiring(
                wiring.targets(),
                Arrays.stream(dependencies).map(Offered::of).toList(),
                wiring.lookups(),
                wiring.profiles(),
                wiring.storeDomain(),
                wiring.lookup(),
                wiring.loader());
    }

    static Wiring with(Wiring wiring, DependencyLookup... lookups) {
        return new Wiring(
                wiring.targets(),
                wiring.dependencies(),
                List.of(lookups),
                wiring.profiles(),
                wiring.storeDomain(),
                wiring.lookup(),
                wiring.loader());
    }

    static Wiring profiles(Wiring wiring, String... profiles) {
        return new Wiring(
                wiring.targets(),
                wiring.dependencies(),
                wiring.lookups(),
                Set.of(profiles),
                wiring.storeDomain(),
                wiring.lookup(),
                wiring.loader());
    }

    static Wiring storeDomain(Wiring wiring, Object storeDomain) {
        return new Wiring(
                wiring.targets(),
                wiring.dependencies(),
                wiring.lookups(),
                wiring.profiles(),
                storeDomain,
                wiring.lookup(),
                wiring.loader());
    }

    static Stage stage(String name) {
        return new Stage(name);
    }

    /** Collects the sources of one stage. */
    static final class Stage {
        private final String name;
        private final List<String> packages = new ArrayList<>();
        private final List<Class<?>> classes = new ArrayList<>();
        private final List<Object> instances = new ArrayList<>();
        private final List<LambdaChange> lambdas = new ArrayList<>();

        private Stage(String name) {
            this.name = name;
        }

        Stage packages(String... names) {
            packages.addAll(List.of(names));
            return this;
        }

        Stage classes(Class<?>... types) {
            classes.addAll(List.of(types));
            return this;
        }

        Stage instances(Object... objects) {
            instances.addAll(List.of(objects));
            return this;
        }

        Stage lambda(String id, Consumer<ChangeDefinition> definition) {
            lambdas.add(LambdaChange.of(id, definition));
            return this;
        }

        StageSource source() {
            return new StageSource(name, packages, classes, instances, lambdas);
        }
    }
}
