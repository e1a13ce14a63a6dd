package io.flamingock.inputs;

import static io.flamingock.inputs.Input.row;

import java.util.stream.Stream;

/** What the list of wrong inputs does not have, found by trying: classes. */
final class FurtherClassInputs {

    private static final String BOOKS = """

            @ChangeUnit(id = "create-books", order = "1")
            class CreateBooks {
                @Execution
                void create(InMemoryRecords records) {}
            }
            """;

    private FurtherClassInputs() {}

    static Stream<Input> rows() {
        return Stream.of(loaders(), methods(), arguments())
                .flatMap(rows -> rows)
                .map(Input.Draft::row);
    }

    private static Stream<Input.Draft> loaders() {
        return Stream.of(
                row("101", "One class comes from two class loaders", """
                        builder.changes(CreateBooks.class, Loaders.again(CreateBooks.class));
                        """ + BOOKS)
                        .says("D1", "CreateBooks#create", "by 2 class loaders", "one class loader")
                        .mended(", Loaders.again(CreateBooks.class)", ""),
                row("102", "A class was loaded beside another copy of Flamingock", """
                        builder.changes(Loaders.besideAnotherFlamingock(CreateBooks.class));
                        """ + BOOKS)
                        .says("D9", "CreateBooks", "another copy of Flamingock", "keep one on the class path")
                        .mended("Loaders.besideAnotherFlamingock(CreateBooks.class)", "CreateBooks.class"),
                row("103", "The annotation of a class was moved by shading", """
                        builder.changes(CreateBooks.class);

                        @Shaded.ChangeUnit
                        class CreateBooks {
                            @Execution
                            void create(InMemoryRecords records) {}
                        }

                        class Shaded {
                            @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
                            @interface ChangeUnit {}
                        }
                        """)
                        .says(
                                "D9",
                                "CreateBooks",
                                "acme.n103.Shaded$ChangeUnit, which is not ours",
                                "import io.flamingock")
                        .mended("@Shaded.ChangeUnit", "@ChangeUnit(id = \"create-books\", order = \"1\")"));
    }

    private static Stream<Input.Draft> methods() {
        return Stream.of(
                row("104", "The annotation is on a method that the class overrides", """
                        builder.changes(CreateBooks.class);

                        abstract class Creates {
                            @Execution
                            abstract void create(InMemoryRecords records);
                        }

                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks extends Creates {
                            @Override
                            void create(InMemoryRecords records) {}
                        }
                        """)
                        .says("D6", "CreateBooks#create", "overrides one of acme.n104.Creates", "annotate it here, too")
                        .mended("@Override", "@Override @Execution"),
                row("105", "The method is the default method of an interface", """
                        builder.changes(CreateBooks.class);

                        interface Creates {
                            @Execution
                            default void create(InMemoryRecords records) {}
                        }

                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks implements Creates {}
                        """)
                        .says("D7", "CreateBooks#create", "inherited from acme.n105.Creates", "in CreateBooks itself")
                        .mended("implements Creates {}", """
                                {
                                    @Execution
                                    void create(InMemoryRecords records) {}
                                }"""),
                row("106", "A record is a change, and a component is what exists only in a transaction", """
                        @ChangeUnit(id = "create-books", order = "1")
                        record CreateBooks(InMemoryRecords records, ChangeContext context) {
                            @Execution
                            void create() {}

                            @RollbackExecution
                            void drop() {}
                        }
                        """)
                        .problems(2)
                        .says(
                                "D12",
                                "CreateBooks#<init>",
                                "exists only while the change runs",
                                "the method with @Execution")
                        .mended("(InMemoryRecords records, ChangeContext context) {", "() {")
                        .and("create()", "create(InMemoryRecords records, ChangeContext context)")
                        .and("drop()", "drop(InMemoryRecords records)"));
    }

    private static Stream<Input.Draft> arguments() {
        return Stream.of(
                row("107", "Classes are given as a list", """
                        builder.changes(List.of(CreateBooks.class));
                        """ + BOOKS)
                        .says("D18", "changes(…)", "is a collection", "changes(….toArray())")
                        .mended("List.of(CreateBooks.class)", "List.of(CreateBooks.class).toArray()"),
                row("108", "Classes and objects are given in one call", """
                        builder.changes(CreateBooks.class, new CreateAuthors());
                        """ + BOOKS + """

                        @ChangeUnit(id = "create-books", order = "2")
                        class CreateAuthors {
                            @Execution
                            void create(InMemoryRecords records) {}
                        }
                        """)
                        .says("D1", "create-books", "is used 2 times", "another id")
                        .mended("\"create-books\", order = \"2\"", "\"create-authors\", order = \"2\""));
    }
}
