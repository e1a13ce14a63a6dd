package io.flamingock.inputs;

import static io.flamingock.inputs.Input.row;

import java.util.stream.Stream;

/** What is injected: 12. */
final class InjectionInputs {

    private static final String NULLABLE = """
            @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
            @interface Nullable {}""";

    private InjectionInputs() {}

    static Stream<Input> rows() {
        return Stream.of(dependencies(), lookups()).flatMap(rows -> rows).map(Input.Draft::row);
    }

    private static Stream<Input.Draft> dependencies() {
        return Stream.of(
                row("12", "Nobody offers what a parameter asks for", """
                        builder.changes("PACKAGE").dependency(List.of("a shelf"));

                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            @Execution
                            void create(InMemoryRecords records, Shelf shelf) {}
                        }

                        record Shelf(String name) {}
                        """)
                        .says("D12", "CreateBooks#create", "parameter 2 (acme.n12.Shelf)", "Optional<Shelf>")
                        .mended("dependency(List.of(\"a shelf\"))", "dependency(new Shelf(\"a shelf\"))")
                        .mended(
                                "dependency(List.of(\"a shelf\"))",
                                "dependencies((type, name) -> type == Shelf.class ? Optional.of(new Shelf(\"\")) : Optional.empty())")
                        .mended("Shelf shelf", "Optional<Shelf> shelf")
                        .mended("Shelf shelf", "@Nullable Shelf shelf")
                        .and("record Shelf", NULLABLE + "\n\nrecord Shelf"),
                row("12b", "Two objects would do for a parameter", """
                        builder.changes("PACKAGE").dependency("a shelf").dependency("another shelf");

                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            @Execution
                            void create(InMemoryRecords records, String shelf) {}
                        }
                        """)
                        .says("D12", "CreateBooks#create", "has 2 candidates: String, String", "@Named(\"…\")")
                        .mended("dependency(\"a shelf\")", "dependency(\"left\", \"a shelf\")")
                        .and("String shelf", "@Named(\"left\") String shelf")
                        .mended("dependency(\"a shelf\")", "dependency(Offered.named(\"left\", \"a shelf\"))")
                        .and("String shelf", "@Named(\"left\") String shelf"),
                row("12c", "A name is misspelt", """
                        builder.changes("PACKAGE").dependency("left", "a shelf");

                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            @Execution
                            void create(InMemoryRecords records, @Named("letf") String shelf) {}
                        }
                        """)
                        .says("D12", "CreateBooks#create", "did you mean 'left'?", "annotate it with @Nullable")
                        .mended("letf", "left")
                        .mended("left", "letf")
                        .mended("dependency(\"left\", \"a shelf\")", """
                                dependencies((type, name) -> "letf".equals(name) ? Optional.of("x") : Optional.empty())""")
                        .mended("String shelf", "Optional<String> shelf")
                        .mended("@Named", "@Nullable @Named")
                        .and("@ChangeUnit", NULLABLE + "\n\n@ChangeUnit"),
                row("12d", "A constructor asks for what exists only in a transaction", """
                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            CreateBooks(InMemoryRecords records) {}

                            @Execution
                            void create() {}
                        }
                        """)
                        .says(
                                "D12",
                                "CreateBooks#<init>",
                                "exists only while the change runs",
                                "the method with @Execution")
                        .mended("CreateBooks(InMemoryRecords records) {}", "")
                        .and(
                                "create() {}",
                                "create(InMemoryRecords records) {}\n\n    @RollbackExecution\n    void drop(InMemoryRecords records) {}"),
                row("12e", "A change asks for a Connection of a target system that has none", """
                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            @Execution
                            void create(java.sql.Connection connection) {}
                        }
                        """)
                        .says("D12", "CreateBooks#create", "parameter 1 (java.sql.Connection)", "SqlTargetSystem"));
    }

    private static Stream<Input.Draft> lookups() {
        return Stream.of(
                row("12f", "A lookup gives an object of another type", """
                        builder.changes("PACKAGE").dependencies((type, name) -> Optional.of("a shelf"));

                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            @Execution
                            void create(InMemoryRecords records, UUID shelf) {}
                        }
                        """)
                        .says("D12", "CreateBooks#create", "gave an object of java.lang.String", "Optional.empty()")
                        .mended(
                                "Optional.of(\"a shelf\")",
                                "type == UUID.class ? Optional.of(new UUID(1, 2)) : Optional.empty()"),
                row("12g", "A lookup throws", """
                        builder.changes("PACKAGE").dependencies((type, name) -> {
                            throw new NoSuchElementException("no bean; password=secret");
                        });

                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            @Execution
                            void create(InMemoryRecords records, Optional<UUID> shelf) {}
                        }
                        """)
                        .says("D12", "CreateBooks#create", "threw java.util.NoSuchElementException", "at DEBUG")
                        .mended(
                                "throw new NoSuchElementException(\"no bean; password=secret\");",
                                "return Optional.empty();"));
    }
}
