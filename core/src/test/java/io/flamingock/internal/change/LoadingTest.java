package io.flamingock.internal.change;

import static io.flamingock.internal.change.Fixtures.stage;
import static io.flamingock.internal.change.Fixtures.wiring;
import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.api.Problem;
import io.flamingock.memory.InMemoryTargetSystem;
import io.flamingock.targets.NonTransactionalTargetSystem;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LoadingTest {

    private static final String CHANGE = """
            package com.acme.changes;
            @io.flamingock.api.ChangeUnit(id = "seed", order = "1")
            class Seed {
                @io.flamingock.api.Execution
                void apply(%s) {}
            }
            """;

    @TempDir
    Path folder;

    @Test
    void the_same_class_in_two_places_is_one_problem_that_names_both() throws IOException {
        Path first = CompiledClasses.compile(
                folder.resolve("a"), Map.of("com/acme/changes/Seed.java", CHANGE.formatted("")));
        Path second = CompiledClasses.compile(
                folder.resolve("b"), Map.of("com/acme/changes/Seed.java", CHANGE.formatted("")));
        try (var loader = CompiledClasses.loader(first, second)) {
            assertThat(problems(loader, null)).singleElement().satisfies(problem -> {
                assertThat(problem.code()).isEqualTo("D1");
                assertThat(problem.place()).isEqualTo("com.acme.changes.Seed#apply");
                assertThat(problem.found())
                        .contains("the same class is there 2 times", first.toString(), second.toString());
                assertThat(problem.remedy()).contains("keep one");
            });
        }
    }

    @Test
    void a_class_that_needs_a_missing_one_says_which() throws IOException {
        Path out = CompiledClasses.compile(
                folder,
                Map.of(
                        "com/acme/changes/Seed.java",
                        CHANGE.formatted("com.acme.Gone gone"),
                        "com/acme/Gone.java",
                        "package com.acme; public class Gone {}"));
        Files.delete(out.resolve("com/acme/Gone.class"));
        try (var loader = CompiledClasses.loader(out)) {
            assertThat(problems(loader, null)).singleElement().satisfies(problem -> {
                assertThat(problem.code()).isEqualTo("D14");
                assertThat(problem.place()).isEqualTo("com.acme.changes.Seed");
                assertThat(problem.found()).contains("something it needs is missing: com.acme.Gone");
                assertThat(problem.remedy()).contains("class path");
            });
        }
    }

    @Test
    void a_class_compiled_for_a_newer_Java_says_so() throws IOException {
        Path out = CompiledClasses.compile(folder, Map.of("com/acme/changes/Seed.java", CHANGE.formatted("")));
        Path file = out.resolve("com/acme/changes/Seed.class");
        byte[] bytes = Files.readAllBytes(file);
        bytes[6] = 0;
        bytes[7] = (byte) (44 + Runtime.version().feature() + 1);
        Files.write(file, bytes);
        try (var loader = CompiledClasses.loader(out)) {
            assertThat(problems(loader, null)).singleElement().satisfies(problem -> {
                assertThat(problem.code()).isEqualTo("D14");
                assertThat(problem.found()).contains("compiled for a newer Java");
                assertThat(problem.remedy())
                        .contains("compile it for Java " + Runtime.version().feature());
            });
        }
    }

    @Test
    void a_module_that_is_not_open_says_what_to_write_and_a_lookup_of_its_own_will_do() throws Throwable {
        Path out = CompiledClasses.compile(
                folder,
                Map.of(
                        "module-info.java",
                        "module com.acme { exports com.acme.lookup; }",
                        "com/acme/changes/Seed.java",
                        CHANGE.formatted(""),
                        "com/acme/lookup/Own.java",
                        """
                        package com.acme.lookup;
                        public class Own implements java.util.function.Supplier<java.lang.invoke.MethodHandles.Lookup> {
                            public java.lang.invoke.MethodHandles.Lookup get() {
                                return java.lang.invoke.MethodHandles.lookup();
                            }
                        }
                        """),
                "--add-reads",
                "com.acme=ALL-UNNAMED");
        ModuleLayer boot = ModuleLayer.boot();
        var controller = ModuleLayer.defineModulesWithOneLoader(
                boot.configuration().resolve(ModuleFinder.of(out), ModuleFinder.of(), Set.of("com.acme")),
                List.of(boot),
                getClass().getClassLoader());
        Module module = controller.layer().findModule("com.acme").orElseThrow();
        controller.addReads(module, getClass().getModule());
        Class<?> seed = Class.forName(module, "com.acme.changes.Seed");

        assertThat(find(seed, null).problems()).extracting(Problem::code).containsExactly("D10");
        assertThat(find(seed, null).problems()).allSatisfy(problem -> {
            assertThat(problem.place()).startsWith("com.acme.changes.Seed");
            assertThat(problem.found()).contains("not open to reflection");
            assertThat(problem.remedy()).contains("\"opens com.acme.changes;\"", "module-info of com.acme", "lookup()");
        });

        var supplier = Class.forName(module, "com.acme.lookup.Own")
                .asSubclass(Supplier.class)
                .getConstructor()
                .newInstance();
        WiredChanges reached = find(seed, (MethodHandles.Lookup) supplier.get());
        assertThat(reached.problems()).isEmpty();
        assertThat(reached.changes().get(0).build()).isNotNull();
    }

    private static WiredChanges find(Class<?> type, MethodHandles.@Nullable Lookup lookup) {
        Wiring wiring = wiring(NonTransactionalTargetSystem.of("events"));
        return Changes.find(
                List.of(stage("main").classes(type).source()),
                new Wiring(wiring.targets(), List.of(), List.of(), Set.of(), null, lookup, wiring.loader()));
    }

    private static List<Problem> problems(ClassLoader loader, MethodHandles.@Nullable Lookup lookup) {
        return Changes.find(
                        List.of(stage("main").packages("com.acme.changes").source()),
                        new Wiring(
                                List.of(InMemoryTargetSystem.of("db")),
                                List.of(),
                                List.of(),
                                Set.of(),
                                null,
                                lookup,
                                loader))
                .problems();
    }
}
