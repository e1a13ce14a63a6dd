package io.flamingock.inputs;

import static io.flamingock.inputs.Input.row;

import java.util.stream.Stream;

/** What has been applied, and the code of today: 19 to 24. */
final class HistoryInputs {

    private static final String ALL = "builder.changes(\"PACKAGE\");\n\n";
    private static final String SHOP = "builder.changes(\"PACKAGE\").application(\"shop\", \"1.0\");\n\n";
    private static final String LIBRARY = SHOP.replace("\"shop\"", "\"library\"");
    private static final String BOOKS = """
            @ChangeUnit(id = "create-books", order = "2")
            class CreateBooks {
                @Execution
                void create(InMemoryRecords records) {}
            }
            """;
    private static final String AUTHORS = """

            @ChangeUnit(id = "create-authors", order = "1")
            class CreateAuthors {
                @Execution
                void create(InMemoryRecords records) {}
            }
            """;

    private static final String WRITERS =
            AUTHORS.replace("create-authors", "create-writers").replace("CreateAuthors", "CreateWriters");
    private static final String SHOP_DB = "@TargetSystem(\"shop-db\")\nclass CreateBooks";
    private static final String STOCK_DB = SHOP_DB.replace("shop", "stock");
    private static final String TWO_TARGETS = """
            builder.changes("PACKAGE").targetSystems(NonTransactionalTargetSystem.of("stock-db"),
                    NonTransactionalTargetSystem.of("shop-db"));

            @ChangeUnit(id = "create-books", order = "1")
            @TargetSystem("shop-db")
            class CreateBooks {
                @Execution
                void create() {}
            }

            @ChangeUnit(id = "create-shelf", order = "2")
            @TargetSystem("stock-db")
            class CreateShelf {
                @Execution
                void create() {}
            }

            @ChangeUnit(id = "create-till", order = "3")
            @TargetSystem("shop-db")
            class CreateTill {
                @Execution
                void create() {}
            }
            """;

    private HistoryInputs() {}

    static Stream<Input> rows() {
        return Stream.concat(gone(), different()).map(Input.Draft::row);
    }

    private static Stream<Input.Draft> gone() {
        return Stream.of(
                row("19", "An applied change is no longer in the code", ALL + BOOKS)
                        .afterRunning(BOOKS, BOOKS + AUTHORS)
                        .running()
                        .says("H19", "entry 2", "no longer in the code", "missing(Policy.ALLOW)")
                        .mended(BOOKS, BOOKS + AUTHORS)
                        .mended("\"PACKAGE\")", "\"PACKAGE\").missing(Policy.ALLOW)"),
                row(
                                "19b",
                                "An applied change is no longer in the code, and the policy forbids that",
                                "builder.changes(\"PACKAGE\").missing(Policy.FAIL);\n\n" + BOOKS)
                        .afterRunning(BOOKS, BOOKS + AUTHORS)
                        .says("H19", "entry 2", "no longer in the code", "missing(Policy.ALLOW)")
                        .mended(BOOKS, BOOKS + AUTHORS)
                        .mended("Policy.FAIL", "Policy.ALLOW"),
                row("23", "A newer version of the application has been here", AUTHORS.strip())
                        .afterRunning("@ChangeUnit", BOOKS + "\n@ChangeUnit")
                        .running()
                        .says("H23", "entry 4", "by a newer version of this application", "nothing to do"));
    }

    private static Stream<Input.Draft> different() {
        return Stream.of(
                row("20", "An applied change is declared differently", BOOKS)
                        .afterRunning("InMemoryRecords records", "InMemoryRecords records, ChangeContext context")
                        .running()
                        .says(
                                "H20",
                                "CreateBooks#create",
                                "declared differently",
                                "flamingock.accept(\"create-books\", 2,")
                        .mended("InMemoryRecords records", "InMemoryRecords records, ChangeContext context")
                        .thenStarting("create", "create"),
                row(
                                "20b",
                                "An applied change is declared differently, and the policy forbids that",
                                "builder.changes(\"PACKAGE\").drift(Policy.FAIL);\n\n" + BOOKS)
                        .afterRunning("InMemoryRecords records", "InMemoryRecords records, ChangeContext context")
                        .says(
                                "H20",
                                "CreateBooks#create",
                                "declared differently",
                                "flamingock.accept(\"create-books\", 2,")
                        .mended("InMemoryRecords records", "InMemoryRecords records, ChangeContext context")
                        .thenStarting("create", "create"),
                row("20c", "An applied change is declared for another target system", TWO_TARGETS)
                        .afterRunning(SHOP_DB, STOCK_DB)
                        .running()
                        .says(
                                "H20",
                                "CreateBooks#create",
                                "target system 'stock-db' then, 'shop-db' now",
                                "flamingock.accept(\"create-books\", 2,")
                        .mended(SHOP_DB, STOCK_DB)
                        .thenStarting("create", "create"),
                row("21", "An applied change was given another id", BOOKS)
                        .afterRunning("create-books", "create-book")
                        .says("H21", "CreateBooks#create", "was applied as 'create-book'", "give it back the id")
                        .mended("create-books", "create-book"),
                row("22", "A new change comes before an applied one", BOOKS + AUTHORS)
                        .afterRunning(AUTHORS, "")
                        .says("H22", "CreateAuthors#create", "comes before 'create-books'", "outOfOrder(Policy.ALLOW)")
                        .mended("order = \"1\"", "order = \"3\"")
                        .mended(
                                "@ChangeUnit(id = \"create-books\"",
                                "builder.changes(\"PACKAGE\").outOfOrder(Policy.ALLOW);\n\n@ChangeUnit(id = \"create-books\""),
                row(
                                "22b",
                                "A new change comes before an applied one, and one of its order is missing",
                                ALL + BOOKS + WRITERS)
                        .afterRunning(WRITERS, AUTHORS)
                        .says(
                                "H22",
                                "CreateWriters#create",
                                "'create-authors' (acme.n22b.CreateAuthors",
                                "give it back")
                        .mended("create-writers", "create-authors")
                        .and("\"PACKAGE\")", "\"PACKAGE\").missing(Policy.ALLOW).outOfOrder(Policy.ALLOW)"),
                row("24", "The log is that of another application", LIBRARY + BOOKS)
                        .afterRunning(LIBRARY + BOOKS, SHOP + AUTHORS)
                        .says("FOREIGN_LOG", "service 'shop'", "of this application 'library'", "service(…)")
                        .mended("application", "service(\"library\").application"),
                row("24b", "Another application has a change of the same id", LIBRARY + BOOKS)
                        .afterRunning(LIBRARY + BOOKS, SHOP + BOOKS.replace("CreateBooks", "CreateShelves"))
                        .says(
                                "FOREIGN_LOG",
                                "CreateBooks#create",
                                "has applied another change of that id",
                                "service(…)")
                        .mended("application", "service(\"library\").application"));
    }
}
