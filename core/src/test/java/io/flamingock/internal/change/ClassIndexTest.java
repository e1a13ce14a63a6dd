package io.flamingock.internal.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.api.ExecutionPlan;
import io.flamingock.memory.InMemoryAuditStore;
import io.flamingock.memory.InMemoryTargetSystem;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications as compilers and builds leave them, and what is found of their changes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClassIndexTest {

    private static final String METHOD_ALONE = "{ @io.flamingock.api.Execution void apply() {} }";
    private static final String INDEX = "META-INF/flamingock/changes.index";

    @TempDir
    Path folder;

    private final InMemoryAuditStore store = InMemoryAuditStore.create();

    /** Notes which classes it is asked for. */
    private static final class Watched extends URLClassLoader {
        private final List<String> asked = new CopyOnWriteArrayList<>();

        Watched(Path... places) throws IOException {
            super(urls(places), ClassIndexTest.class.getClassLoader());
        }

        private static URL[] urls(Path... places) throws IOException {
            URL[] urls = new URL[places.length];
            for (int i = 0; i < places.length; i++) {
                urls[i] = places[i].toUri().toURL();
            }
            return urls;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            asked.add(name);
            return super.findClass(name);
        }
    }

    @Test
    void a_start_with_nothing_to_do_loads_no_change() throws IOException {
        Path out = compile("out", change("A", 1), change("B", 2));
        run(out);

        try (Watched loader = new Watched(out)) {
            boolean nothing = with(loader, builder -> builder.run().isNothingToDo());

            assertThat(nothing).isTrue();
            assertThat(loader.asked).isEmpty();
        }
    }

    @Test
    void the_report_of_such_a_start_is_the_same_as_by_the_classes() throws IOException {
        Path indexed = compile("out", change("A", 1), change("B", 2));
        Path plain = compileWithoutIndex("plain", change("A", 1), change("B", 2));
        run(indexed);

        List<Object> byIndex = run(indexed);
        List<Object> byClasses = run(plain);

        assertThat(byIndex).isEqualTo(byClasses).hasSize(2);
    }

    @Test
    void the_plan_is_the_same_and_says_how_the_changes_were_found() throws IOException {
        ExecutionPlan byIndex = plan(compile("out", change("A", 1), change("B", 2)));
        ExecutionPlan bySearch = plan(compileWithoutIndex("plain", change("A", 1), change("B", 2)));

        assertThat(byIndex.foundBy()).isEqualTo("their index");
        assertThat(byIndex).hasToString(bySearch.toString().replace(bySearch.foundBy(), byIndex.foundBy()));
        assertThat(bySearch.foundBy())
                .isEqualTo("a search of the class path (no index knows a change in com.acme.changes)");
        assertThat(byIndex.decisions()).isEqualTo(bySearch.decisions());
        assertThat(byIndex.toString()).contains("changes in packages were found by their index");
    }

    @Test
    void an_indexed_class_that_is_not_there_is_noticed() throws IOException {
        Path out = compile("out", change("A", 1), change("B", 2));
        Files.delete(out.resolve("com/acme/changes/A.class"));

        assertFoundBySearch(plan(out), "com.acme.changes.A is in the index, and not where it was", "B");
    }

    @Test
    void a_change_in_the_same_folder_that_the_index_does_not_know_is_noticed() throws IOException {
        Path out = compile("out", change("A", 1));
        compileWithoutIndex("out", change("B", 2));

        assertFoundBySearch(plan(out), "com.acme.changes.B has @ChangeUnit, and is not in the index", "A", "B");
    }

    @Test
    void so_it_is_when_the_index_was_up_to_date_at_the_last_start() throws IOException {
        Path out = compile("out", change("A", 1));
        run(out);
        compileWithoutIndex("out", change("B", 2));

        assertThat(run(out)).anyMatch(outcome -> outcome.toString().startsWith("Executed"));
    }

    @Test
    void classes_beside_the_changes_are_no_reason_to_search() throws IOException {
        Path out = compile(
                "out",
                change("A", 1),
                new Source("com/acme/changes/Prices.java", "package com.acme.changes; class Prices { class In {} }"));

        assertThat(plan(out).foundBy()).isEqualTo("their index");
    }

    @Test
    void a_method_of_a_change_in_a_class_that_is_none_is_noticed() throws IOException {
        Path beside = compile(
                "beside",
                change("A", 1),
                new Source("com/acme/changes/B.java", "package com.acme.changes; class B " + METHOD_ALONE));
        Source within = change("A", 1);
        Path nested = compile(
                "nested",
                new Source(
                        within.file(), within.text().replace("class A {", "class A { static class B " + METHOD_ALONE)));

        assertThatThrownBy(() -> plan(beside)).hasMessageContaining("[D9] com.acme.changes.B: has a method with");
        assertThatThrownBy(() -> plan(nested)).hasMessageContaining("[D9] com.acme.changes.A$B: has a method with");
    }

    @Test
    void a_change_that_is_compiled_alone_leaves_the_others_in_the_index() throws IOException {
        Path out = compile("out", change("A", 1), change("B", 2), change("C", 3));
        Files.delete(out.resolve("com/acme/changes/C.class"));

        compile("out", change("A", 4));

        assertThat(plan(out).foundBy()).isEqualTo("their index");
        assertThat(ids(plan(out))).containsExactly("b-2", "a-4");
        assertThat(Files.readString(out.resolve(INDEX))).doesNotContain("com.acme.changes.C");
    }

    @Test
    void a_class_that_is_no_change_any_more_is_taken_out() throws IOException {
        Path out = compile("out", change("A", 1), change("B", 2));

        compile("out", change("A", 1), new Source("com/acme/changes/B.java", "package com.acme.changes; class B {}"));

        assertThat(ids(plan(out))).containsExactly("a-1");
        assertThat(plan(out).foundBy()).isEqualTo("their index");
    }

    @Test
    void two_jars_with_an_index_each_are_one_application() throws IOException {
        Path first = jar("first.jar", compile("first", change("A", 1)));
        Path second = jar("second.jar", compile("second", change("B", 2)));

        assertThat(ids(plan(first, second))).containsExactly("a-1", "b-2");
        assertThat(plan(first, second).foundBy()).isEqualTo("their index");
    }

    @Test
    void a_jar_without_an_index_beside_one_with_is_noticed() throws IOException {
        Path first = jar("first.jar", compile("first", change("A", 1)));
        Path second = jar("second.jar", compileWithoutIndex("second", change("B", 2)));

        assertFoundBySearch(
                plan(first, second), "com.acme.changes.B has @ChangeUnit, and is not in the index", "A", "B");
    }

    @Test
    void so_it_is_where_that_jar_has_no_entries_for_its_folders_either() throws IOException {
        Path first = jar("first.jar", compile("first", change("A", 1)));
        Path second = jar("second.jar", name -> !name.endsWith("/"), compileWithoutIndex("second", change("B", 2)));
        Path missing = folder.resolve("missing.jar");

        assertFoundBySearch(
                plan(first, missing, second), "com.acme.changes.B has @ChangeUnit, and is not in the index", "A", "B");
        assertThat(plan(first, missing).foundBy()).isEqualTo("their index");
    }

    @Test
    void a_change_within_an_indexed_one_that_the_compiler_did_not_index_is_noticed() throws IOException {
        Source both =
                new Source("com/acme/changes/A.java", change("A", 1).text().replaceFirst("\\}\\s*$", """
                            @io.flamingock.api.ChangeUnit(id = "b-2", order = "2")
                            public static class B { @io.flamingock.api.Execution public void apply() {} }
                        }
                        """));
        Path out = compile("one", change("A", 1));
        compile(out, List.of("-proc:none"), both);

        assertFoundBySearch(plan(out), "com.acme.changes.A$B has @ChangeUnit, and is not in the index", "A", "B");
    }

    @Test
    void a_jar_of_two_whose_indexes_were_put_together_is_one_application() throws IOException {
        Path first = compile("first", change("A", 1));
        Path second = compile("second", change("B", 2));
        Files.writeString(
                first.resolve(INDEX), Files.readString(first.resolve(INDEX)) + Files.readString(second.resolve(INDEX)));
        Path shaded = jar("shaded.jar", first, second);

        assertThat(ids(plan(shaded))).containsExactly("a-1", "b-2");
        assertThat(plan(shaded).foundBy()).isEqualTo("their index");
    }

    @Test
    void a_jar_of_two_of_whose_indexes_one_was_lost_is_noticed() throws IOException {
        Path shaded = jar("shaded.jar", compile("first", change("A", 1)), compile("second", change("B", 2)));

        assertFoundBySearch(plan(shaded), "com.acme.changes.B has @ChangeUnit, and is not in the index", "A", "B");
    }

    @Test
    void the_same_change_in_two_jars_is_noticed() throws IOException {
        Path first = jar("first.jar", compile("first", change("A", 1)));
        Path second = jar("second.jar", compile("second", change("A", 1)));

        try (Watched loader = new Watched(first, second)) {
            Throwable thrown = with(loader, builder -> catchThrowable(builder::run));

            assertThat(thrown).hasMessageContainingAll("[D1]", "the same class is there 2 times");
        }
    }

    @Test
    void an_index_of_another_version_of_the_library_is_not_believed() throws IOException {
        Path out = compile("out", change("A", 1));
        Files.writeString(out.resolve(INDEX), "flamingock changes 2\n");

        assertThat(plan(out).foundBy())
                .contains("a search", "its first line is not 'flamingock changes 1'")
                .doesNotContain("\n");
        assertThat(ids(plan(out))).containsExactly("a-1");
    }

    @Test
    void what_a_class_says_is_true_where_the_index_says_something_else() throws IOException {
        Path out = compile("out", change("A", 1));
        compileWithoutIndex("out", change("A", 7));

        assertThat(run(out)).singleElement().asString().startsWith("Executed").contains("a-7");
        assertThat(run(out)).singleElement().asString().startsWith("Skipped").contains("a-7");
    }

    @Test
    void a_native_image_is_told_to_keep_the_changes_and_the_index() throws IOException {
        Path out = compile("out", change("A", 1), change("B", 2));

        JsonNode metadata = new ObjectMapper()
                .readTree(out.resolve("META-INF/native-image/io.flamingock/changes/reachability-metadata.json")
                        .toFile());

        assertThat(metadata.findValuesAsText("type")).containsExactly("com.acme.changes.A", "com.acme.changes.B");
        assertThat(metadata.findValuesAsText("glob")).containsExactly(INDEX);
        assertThat(metadata.path("reflection").get(0).path("allDeclaredMethods").asBoolean())
                .isTrue();
    }

    private record Source(String file, String text) {}

    private static Source change(String name, int order) {
        return new Source("com/acme/changes/" + name + ".java", """
                package com.acme.changes;
                import io.flamingock.api.*;
                import io.flamingock.memory.InMemoryRecords;
                @ChangeUnit(id = "%s-%d", order = "%d", author = "a\\\\nb", timeout = "PT5M")
                @Profiles("!test")
                class %s {
                    %s(@Named("rate") java.math.BigDecimal rate) {}
                    @Execution void apply(InMemoryRecords records, ChangeContext context, java.util.List<String> names) {}
                    @RollbackExecution void back(java.util.concurrent.atomic.AtomicLong out) {}
                }
                """.formatted(
                        name.toLowerCase(java.util.Locale.ROOT), order, order, name, name));
    }

    private Path compile(String name, Source... sources) throws IOException {
        Path out = folder.resolve(name);
        return compile(out, List.of(), sources);
    }

    private Path compileWithoutIndex(String name, Source... sources) throws IOException {
        return compile(folder.resolve(name), List.of("-proc:none"), sources);
    }

    private Path compile(Path out, List<String> options, Source... sources) throws IOException {
        List<String> arguments = new ArrayList<>(options);
        String classPath = System.getProperty("java.class.path");
        // from JDK 23 on processors that are only on the class path do not run
        arguments.addAll(List.of("-d", out.toString(), "-cp", classPath + ":" + out, "-processorpath", classPath));
        Files.createDirectories(out);
        for (Source source : sources) {
            Path file = folder.resolve("src-" + out.getFileName()).resolve(source.file());
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.text());
            arguments.add(file.toString());
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        return out;
    }

    /** Of several folders the first that has a file wins, as with builds that make one jar of many. */
    private Path jar(String name, Path... folders) throws IOException {
        return jar(name, any -> true, folders);
    }

    private Path jar(String name, Predicate<String> which, Path... folders) throws IOException {
        Path file = folder.resolve(name);
        Set<String> names = new HashSet<>();
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (Path one : folders) {
                try (Stream<Path> paths = Files.walk(one)) {
                    for (Path path : paths.sorted().toList()) {
                        String entry = one.relativize(path) + (Files.isDirectory(path) ? "/" : "");
                        if (!entry.equals("/") && which.test(entry) && names.add(entry)) {
                            jar.putNextEntry(new JarEntry(entry));
                            if (Files.isRegularFile(path)) {
                                Files.copy(path, jar);
                            }
                        }
                    }
                }
            }
        }
        return file;
    }

    private ExecutionPlan plan(Path... places) throws IOException {
        try (Watched loader = new Watched(places)) {
            return with(loader, builder -> builder.build().plan());
        }
    }

    /** What became of each change. */
    private List<Object> run(Path... places) throws IOException {
        try (Watched loader = new Watched(places)) {
            return with(loader, builder -> List.copyOf(builder.run().outcomes()));
        }
    }

    private <T> T with(ClassLoader loader, Function<FlamingockBuilder, T> use) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return use.apply(Flamingock.builder()
                    .service("shop")
                    .auditStore(store)
                    .targetSystems(InMemoryTargetSystem.on("db", store))
                    .dependency("rate", java.math.BigDecimal.TEN)
                    .dependency(new java.util.concurrent.atomic.AtomicLong())
                    .dependency(new io.flamingock.targets.TypeRef<List<String>>() {}, List.of("a"))
                    .changes("com.acme.changes"));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static List<String> ids(ExecutionPlan plan) {
        return plan.decisions().stream().map(decision -> decision.change().id()).toList();
    }

    private static void assertFoundBySearch(ExecutionPlan plan, String why, String... names) {
        assertThat(plan.foundBy()).isEqualTo("a search of the class path (" + why + ")");
        assertThat(ids(plan))
                .extracting(id -> id.substring(0, 1))
                .containsExactly(Arrays.stream(names)
                        .map(name -> name.toLowerCase(java.util.Locale.ROOT))
                        .toArray(String[]::new));
    }
}
