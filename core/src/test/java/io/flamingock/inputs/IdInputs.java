package io.flamingock.inputs;

import static io.flamingock.inputs.Input.row;

import java.util.stream.Stream;

/** Ids and orders, by which a change is known: 1 to 4. */
final class IdInputs {

    private IdInputs() {}

    static Stream<Input> rows() {
        return Stream.concat(ids(), orders()).map(Input.Draft::row);
    }

    private static Stream<Input.Draft> ids() {
        return Stream.of(
                row("1", "Two classes have one id", """
                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            @Execution
                            void create(InMemoryRecords records) {}
                        }

                        @ChangeUnit(id = "create-books", order = "2")
                        class CreateAuthors {
                            @Execution
                            void create(InMemoryRecords records) {}
                        }
                        """)
                        .says("D1", "CreateAuthors#create", "is used 2 times", "another id")
                        .mended("id = \"create-books\", order = \"2\"", "id = \"create-authors\", order = \"2\""),
                row("1b", "A class and a change without a class have one id", """
                        builder.changes("PACKAGE").change("create-books", change -> change.order("2").execute(() -> {}));

                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            @Execution
                            void create(InMemoryRecords records) {}
                        }
                        """)
                        .says("D1", "CreateBooks#create", "Main#create-books", "another id")
                        .mended("change(\"create-books\"", "change(\"seed-books\""),
                row("1c", "A change is given twice, by its package and as an object", """
                        builder.changes("PACKAGE").changes(new CreateBooks());

                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            @Execution
                            void create(InMemoryRecords records) {}
                        }
                        """)
                        .says("D1", "CreateBooks#create", "was given 2 times", "in one way only")
                        .mended(".changes(new CreateBooks())", ""),
                row("1d", "A class is in two jars or folders of the class path", """
                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            @Execution
                            void create(InMemoryRecords records) {}
                        }
                        """)
                        .withClasses(classes -> classes.copy("CreateBooks"))
                        .says("D1", "CreateBooks#create", "the same class is there 2 times", "keep one of these")
                        .mended("CreateBooks", "CreateBooks"));
    }

    private static Stream<Input.Draft> orders() {
        return Stream.of(
                row("2", "Two changes of a stage have one place", """
                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            @Execution
                            void create(InMemoryRecords records) {}
                        }

                        @ChangeUnit(id = "create-authors", order = "01")
                        class CreateAuthors {
                            @Execution
                            void create(InMemoryRecords records) {}
                        }
                        """)
                        .says("D2", "CreateAuthors#create", "equal orders in stage 'default'", "free order is '2'")
                        .mended("order = \"01\"", "order = \"02\""),
                row("3", "A class says no order, nor does its name", """
                        @ChangeUnit(id = "create-books")
                        class CreateBooks {
                            @Execution
                            void create(InMemoryRecords records) {}
                        }
                        """)
                        .says("D3", "CreateBooks", "no order is declared", "order = \"0001\"")
                        .mended("\"create-books\"", "\"create-books\", order = \"0001\"")
                        .mended("CreateBooks", "_0001__CreateBooks"),
                row("3b", "The order that is declared and the one in the name disagree", """
                        @ChangeUnit(id = "create-books", order = "8")
                        class _0007__CreateBooks {
                            @Execution
                            void create(InMemoryRecords records) {}
                        }
                        """)
                        .says("D3", "_0007__CreateBooks", "'8'", "'0007'")
                        .mended(", order = \"8\"", "")
                        .mended("order = \"8\"", "order = \"7\""),
                row("3c", "A change without a class says no order", """
                        builder.change("create-books", change -> change.execute(() -> {}));
                        """)
                        .says("D3", "Main#create-books", "no order is declared", "order(\"0001\")")
                        .mended("change.execute", "change.order(\"0001\").execute"),
                row("4", "An order has a character that orders must not have", """
                        @ChangeUnit(id = "create-books", order = "1/2")
                        class CreateBooks {
                            @Execution
                            void create(InMemoryRecords records) {}
                        }
                        """)
                        .says("D4", "CreateBooks", "'1/2'", "letters, digits")
                        .mended("1/2", "1.2"));
    }
}
