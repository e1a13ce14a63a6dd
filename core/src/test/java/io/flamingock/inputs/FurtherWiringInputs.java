package io.flamingock.inputs;

import static io.flamingock.inputs.Input.row;

import java.util.stream.Stream;

/** What the list of wrong inputs does not have, found by trying: what is injected, and the rest of the builder. */
final class FurtherWiringInputs {

    private static final String BOOKS = """

            @ChangeUnit(id = "create-books", order = "1")
            class CreateBooks {
                @Execution
                void create(InMemoryRecords records, PARAMETER) {}
            }
            """;
    private static final String SEED = "change(\"seed\", change -> change.order(\"1\").execute(() -> {}))";

    private FurtherWiringInputs() {}

    static Stream<Input> rows() {
        return Stream.of(dependencies(), lookups(), settings(), stages())
                .flatMap(rows -> rows)
                .map(Input.Draft::row);
    }

    private static Input.Draft books(String number, String heading, String building, String parameter) {
        return row(number, heading, building + BOOKS.replace("PARAMETER", parameter));
    }

    private static Stream<Input.Draft> dependencies() {
        return Stream.of(
                books("109", "A list is offered, of whose type arguments nothing is known", """
                        builder.changes("PACKAGE").dependency(new ArrayList<>(List.of("a shelf")));
                        """, "List<String> shelves")
                        .running()
                        .says(
                                "D12",
                                "CreateBooks#create",
                                "type arguments nothing is known",
                                "new TypeRef<List<String>>() {}")
                        .mended("dependency(", "dependency(new TypeRef<List<String>>() {}, "),
                books("110", "A change asks for Flamingock itself", """
                        builder.changes("PACKAGE");
                        """, "Flamingock flamingock")
                        .says(
                                "D12",
                                "CreateBooks#create",
                                "parameter 2 (io.flamingock.Flamingock)",
                                "when run() has returned")
                        .mended(", Flamingock flamingock", ""),
                books("111", "Nobody offers a primitive value", """
                        builder.changes("PACKAGE");
                        """, "int size")
                        .says("D12", "CreateBooks#create", "parameter 2 (int)", "Optional<Integer>")
                        .mended("int size", "Optional<Integer> size")
                        .mended("builder.changes(\"PACKAGE\")", "builder.changes(\"PACKAGE\").dependency(7)")
                        .mended(
                                "builder.changes(\"PACKAGE\")",
                                "builder.changes(\"PACKAGE\").dependencies((type, name) -> Optional.of(7))"),
                books(
                                "112",
                                "A supplier is offered in place of what it supplies",
                                """
                        builder.changes("PACKAGE").dependency((java.util.function.Supplier<String>) () -> "a shelf");
                        """,
                                "Optional<UUID> id, String shelf")
                        .says("D12", "CreateBooks#create", "dependencies: Supplier (a lambda)", "dependency(…)")
                        .mended("(java.util.function.Supplier<String>) () -> \"a shelf\"", "\"a shelf\"")
                        .mended("dependency((java.util.function.Supplier<String>) () -> \"a shelf\")", """
                                dependencies((type, name) -> type == String.class ? Optional.of("a shelf") : Optional.empty())""")
                        .mended("String shelf", "@Nullable String shelf")
                        .and("@ChangeUnit", """
                                @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
                                @interface Nullable {}

                                @ChangeUnit"""));
    }

    private static Stream<Input.Draft> lookups() {
        return Stream.of(
                books("113", "A lookup gives null", """
                        builder.changes("PACKAGE").dependencies((type, name) -> null);
                        """, "Optional<String> shelf")
                        .says("D12", "CreateBooks#create", "gave null", "Optional.empty()")
                        .mended("-> null", "-> Optional.empty()"),
                books("114", "A lookup throws an Error", """
                        builder.changes("PACKAGE").dependencies((type, name) -> {
                            throw new NoClassDefFoundError("com/acme/Container");
                        });
                        """, "Optional<String> shelf")
                        .says("D12", "CreateBooks#create", "threw java.lang.NoClassDefFoundError", "at DEBUG")
                        .mended("throw new NoClassDefFoundError(\"com/acme/Container\");", "return Optional.empty();"));
    }

    private static Stream<Input.Draft> settings() {
        return Stream.of(
                row("115", "A clock gives null", "builder." + SEED + """
                        .clock(new Clock() {
                            public Instant instant() {
                                return null;
                            }
                            public ZoneId getZone() {
                                return ZoneOffset.UTC;
                            }
                            public Clock withZone(ZoneId zone) {
                                return this;
                            }
                        });
                        """)
                        .says("D18", "clock(…)", "its instant() is null", "Clock.systemUTC()")
                        .mended("return null", "return Clock.systemUTC().instant()"),
                row("116", "A listener throws", "builder." + SEED + """
                        .listener(new RunListener() {
                            @Override
                            public void beforeRun(ExecutionPlan plan) {
                                throw new UnsupportedOperationException("no progress bar here");
                            }
                        });
                        """)
                        .running()
                        .says("D18", "listener", "threw", "changes nothing")
                        .mended("throw new UnsupportedOperationException(\"no progress bar here\");", ""),
                row("117", "Two profiles are given in one text", "builder." + SEED + ".profiles(\"test, demo\");\n")
                        .says("D18", "profiles(…)", "'test, demo'", "profiles(\"test\", \"demo\")")
                        .mended("\"test, demo\"", "\"test\", \"demo\""),
                row(
                                "118",
                                "A target system has no name",
                                "builder." + SEED + ".targetSystems(InMemoryTargetSystem.of(\" \"));\n")
                        .says("D11", "targetSystems(…)", "has no name", "give it a name")
                        .mended("\" \"", "\"db\""),
                row("119", "A change without a class is given a timeout of zero", """
                        builder.change("seed", change -> change.order("1").timeout(Duration.ZERO).execute(() -> {}));
                        """)
                        .says("D16", "Main#seed", "the timeout PT0S", "longer than zero")
                        .mended(".timeout(Duration.ZERO)", ".timeout(Duration.ofSeconds(30))"),
                row(
                                "120",
                                "The name of the service is written in another case",
                                "builder." + SEED + ".service(\"Shop\");\n")
                        .afterRunning(".service(\"Shop\")", ".service(\"shop\")")
                        .says("H24", "service 'Shop'", "has no log, and 'shop' has one", "service(\"shop\")")
                        .mended("service(\"Shop\")", "service(\"shop\")"));
    }

    private static Stream<Input.Draft> stages() {
        return Stream.of(
                row("121", "A stage has no change", "builder." + SEED + ".stage(\"later\");\n")
                        .running()
                        .says("D18", "stage(\"later\")", "has no change", "changes(…)")
                        .mended(".stage(\"later\")", "")
                        .mended(".stage(\"later\")", ".stage(\"later\").changes(CreateBooks.class)")
                        .and(";\n", ";\n" + BOOKS.replace(", PARAMETER", "")),
                row("122", "Two stages have one name", "builder.stage(\"one\")." + SEED + ".stage(\"one\");\n")
                        .says("D18", "stage(…)", "'one' was declared twice", "its own name")
                        .mended(".stage(\"one\");", ";"),
                row("123", "A package is given to two stages", """
                        builder.stage("one", "PACKAGE").stage("two", "PACKAGE");
                        """ + BOOKS.replace(", PARAMETER", ""))
                        .says("D1", "CreateBooks#create", "in stage 'one' and stage 'two'", "in one way only")
                        .mended(".stage(\"two\", \"PACKAGE\")", ""));
    }
}
