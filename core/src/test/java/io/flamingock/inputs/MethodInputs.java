package io.flamingock.inputs;

import static io.flamingock.inputs.Input.row;

import java.util.stream.Stream;

/** Methods that cannot be called, or whose end would be no outcome: 6 to 8. */
final class MethodInputs {

    private static final String CHANGE = """
            @ChangeUnit(id = "create-books", order = "1")
            class CreateBooks {
            %s}
            """;

    private MethodInputs() {}

    static Stream<Input> rows() {
        return Stream.of(annotations(), modifiers(), returns())
                .flatMap(rows -> rows)
                .map(Input.Draft::row);
    }

    private static Input.Draft change(String number, String heading, String members) {
        return row(number, heading, CHANGE.formatted(members.indent(4)));
    }

    private static Stream<Input.Draft> annotations() {
        return Stream.of(
                change("6", "No method has @Execution", "void create(InMemoryRecords records) {}")
                        .says("D6", "CreateBooks", "no method has @Execution", "io.flamingock.api.Execution")
                        .mended("void create", "@io.flamingock.api.Execution void create"),
                change(
                                "6b",
                                "A method is called execute, and has no annotation",
                                "void execute(InMemoryRecords records) {}")
                        .says("D6", "CreateBooks#execute", "did you forget it on execute(…)?", "annotate the method")
                        .mended("void execute", "@io.flamingock.api.Execution void execute"),
                row("6c", "The annotation of another library was imported", """
                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            @Other.Execution
                            void create(InMemoryRecords records) {}
                        }

                        class Other {
                            @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
                            @interface Execution {}
                        }
                        """)
                        .says("D6", "CreateBooks#create", "Other$Execution, which is not ours", "import io.flamingock")
                        .mended("@Other.Execution", "@io.flamingock.api.Execution"),
                change("6d", "Two methods have @Execution", """
                        @Execution
                        void create(InMemoryRecords records) {}

                        @Execution
                        void fill(InMemoryRecords records) {}
                        """)
                        .says("D6", "CreateBooks", "2 methods have @Execution: create, fill", "two changes")
                        .mended("@Execution\n    void fill", "void fill"),
                change("6e", "Two methods have @RollbackExecution", """
                        @Execution
                        void create(InMemoryRecords records) {}

                        @RollbackExecution
                        void empty(InMemoryRecords records) {}

                        @RollbackExecution
                        void drop(InMemoryRecords records) {}
                        """)
                        .says("D6", "CreateBooks", "2 methods have @RollbackExecution: drop, empty", "one of them")
                        .mended("@RollbackExecution\n    void empty", "void empty"),
                row("6f", "A change without a class has nothing to execute", """
                        builder.change("create-books", change -> change.order("1"));
                        """)
                        .says("D6", "Main#create-books", "nothing is executed", "call execute(…)")
                        .mended("order(\"1\")", "order(\"1\").execute(InMemoryRecords.class, records -> {})"),
                row("6g", "A change without a class has two things to execute", """
                        builder.change("create-books", change -> change.order("1")
                                .execute(InMemoryRecords.class, records -> {})
                                .execute(InMemoryRecords.class, records -> {}));
                        """)
                        .says("D6", "Main#create-books", "execute(…) was called 2 times", "two changes")
                        .mended(
                                ".execute(InMemoryRecords.class, records -> {})\n        .execute",
                                ".rollback(InMemoryRecords.class, records -> {})\n        .execute"));
    }

    private static Stream<Input.Draft> modifiers() {
        return Stream.of(
                change("7", "The method is private", "@Execution\nprivate void create(InMemoryRecords records) {}")
                        .says("D7", "CreateBooks#create", "@Execution is private", "package-private is enough")
                        .mended("private void", "void"),
                change("7b", "The method is static", "@Execution\nstatic void create(InMemoryRecords records) {}")
                        .says("D7", "CreateBooks#create", "@Execution is static", "instance method")
                        .mended("static void", "void"),
                row("7c", "The method is inherited", """
                        builder.changes(CreateBooks.class);

                        class Creates {
                            @Execution
                            void create(InMemoryRecords records) {}
                        }

                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks extends Creates {}
                        """)
                        .says("D7", "CreateBooks#create", "inherited from acme.n7c.Creates", "in CreateBooks itself")
                        .mended("extends Creates {}", """
                                extends Creates {
                                    @Override
                                    @Execution
                                    void create(InMemoryRecords records) {}
                                }"""));
    }

    private static Stream<Input.Draft> returns() {
        return Stream.of(
                change("8", "The method returns before its work is done", """
                        @Execution
                        CompletableFuture<Void> create(InMemoryRecords records) {
                            return CompletableFuture.runAsync(() -> {});
                        }
                        """)
                        .says("D8", "CreateBooks#create", "before it happened", "join()")
                        .mended("CompletableFuture<Void> create", "void create")
                        .and(
                                "return CompletableFuture.runAsync(() -> {});",
                                "CompletableFuture.runAsync(() -> {}).join();")
                        .mended(
                                "CompletableFuture<Void> create(InMemoryRecords records)",
                                "void create(InMemoryRecords records) throws Exception")
                        .and(
                                "return CompletableFuture.runAsync(() -> {});",
                                "CompletableFuture.runAsync(() -> {}).get();"),
                change("8b", "The method returns something", """
                        @Execution
                        int create(InMemoryRecords records) {
                            return 7;
                        }
                        """)
                        .running()
                        .says("D8", "CreateBooks#create", "returns int, which nobody looks at", "return void")
                        .mended("int create", "void create")
                        .and("return 7;", ""),
                change("8c", "The method is a suspend function of Kotlin", """
                        @Execution
                        Object create(InMemoryRecords records, kotlin.coroutines.Continuation continuation) {
                            return null;
                        }
                        """)
                        .says("D8", "CreateBooks#create", "is a suspend function", "an ordinary function")
                        .mended("Object create", "void create")
                        .and(", kotlin.coroutines.Continuation continuation", "")
                        .and("return null;", ""));
    }
}
