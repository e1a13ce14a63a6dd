package io.flamingock.inputs;

import static io.flamingock.inputs.Input.row;

import java.util.stream.Stream;

/** Target systems and packages: 11, 13, and 17. */
final class WiringInputs {

    private WiringInputs() {}

    static Stream<Input> rows() {
        return Stream.of(targets(), packages()).flatMap(rows -> rows).map(Input.Draft::row);
    }

    private static Stream<Input.Draft> targets() {
        return Stream.of(
                row("11", "A change is for a target system that there is not", """
                        builder.changes("PACKAGE").targetSystems(InMemoryTargetSystem.on("db", store));

                        @TargetSystem("bd")
                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            @Execution
                            void create(InMemoryRecords records) {}
                        }
                        """)
                        .says("D11", "CreateBooks#create", "did you mean 'db'?", "name a known one")
                        .mended("\"bd\"", "\"db\"")
                        .mended("on(\"db\", store)", "on(\"bd\", store)"),
                row("11b", "There are several target systems, and a change names none", """
                        builder.changes("PACKAGE")
                                .targetSystems(InMemoryTargetSystem.on("db", store), NonTransactionalTargetSystem.of("events"));

                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            @Execution
                            void create(InMemoryRecords records) {}
                        }

                        @TargetSystem("events")
                        @ChangeUnit(id = "create-topic", order = "2")
                        class CreateTopic {
                            @Execution
                            void create() {}

                            @RollbackExecution
                            void delete() {}
                        }
                        """)
                        .says("D11", "CreateBooks#create", "there are 2: 'db', 'events'", "@TargetSystem(\"…\")")
                        .mended(
                                "@ChangeUnit(id = \"create-books\"",
                                "@TargetSystem(\"db\")\n@ChangeUnit(id = \"create-books\"")
                        .mended("builder.changes(\"PACKAGE\")", """
                                builder.changes(CreateTopic.class)
                                        .change("create-books", change -> change.order("1").target("db").execute(() -> {}))"""),
                row("11c", "Two target systems have one name", """
                        builder.changes("PACKAGE")
                                .targetSystems(InMemoryTargetSystem.on("db", store), InMemoryTargetSystem.of("db"));

                        @TargetSystem("db")
                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            @Execution
                            void create(InMemoryRecords records) {}
                        }
                        """)
                        .says("D11", "targetSystems(…)", "two target systems are called 'db'", "a name of its own")
                        .mended("InMemoryTargetSystem.of(\"db\")", "InMemoryTargetSystem.of(\"ledger\")")
                        .and("@TargetSystem(\"db\")", """
                                @TargetSystem("ledger")
                                @ChangeUnit(id = "open-ledger", order = "2")
                                class OpenLedger {
                                    @Execution
                                    void open(InMemoryRecords records) {}
                                }

                                @TargetSystem("db")"""),
                row("11d", "No change is for a target system", """
                        builder.changes("PACKAGE")
                                .targetSystems(InMemoryTargetSystem.on("db", store), InMemoryTargetSystem.of("ledger"));

                        @TargetSystem("db")
                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            @Execution
                            void create(InMemoryRecords records) {}
                        }
                        """)
                        .running()
                        .says("D11", "targetSystems(…)", "no change is for target system 'ledger'", "leave it out")
                        .mended(", InMemoryTargetSystem.of(\"ledger\")", ""),
                row("11e", "No target system is given", """
                        builder.changes("PACKAGE").targetSystems();

                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            @Execution
                            void create(InMemoryRecords records) {}
                        }
                        """)
                        .says("D11", "CreateBooks#create", "none is given", "targetSystems(…)")
                        .mended("targetSystems()", "targetSystems(InMemoryTargetSystem.on(\"db\", store))"),
                row("17", "Under strict(), a change outside a transaction has no rollback", """
                        builder.changes("PACKAGE").strict();

                        @ChangeUnit(id = "create-books", order = "1", transactional = false)
                        class CreateBooks {
                            @Execution
                            void create(InMemoryRecords records) {}
                        }
                        """)
                        .says("D17", "CreateBooks#create", "has no @RollbackExecution", "strict()")
                        .mended(".strict()", "")
                        .mended("@Execution", """
                                @RollbackExecution
                                    void drop(InMemoryRecords records) {}

                                    @Execution"""));
    }

    private static Stream<Input.Draft> packages() {
        return Stream.of(
                row("13", "A package is not there", """
                        builder.changes("acme.nowhere");

                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            @Execution
                            void create(InMemoryRecords records) {}
                        }
                        """)
                        .says("D13", "changes(\"acme.nowhere\")", "no class is there at all", "check the name")
                        .mended("acme.nowhere", "PACKAGE"),
                row("13b", "The only class of a package has a method of a change, and no @ChangeUnit", """
                        class CreateBooks {
                            @Execution
                            void create(InMemoryRecords records) {}
                        }
                        """)
                        .says("D9", "acme.n13b.CreateBooks", "no @ChangeUnit", "annotate it with @ChangeUnit")
                        .mended(
                                "class CreateBooks",
                                "@ChangeUnit(id = \"create-books\", order = \"1\")\nclass CreateBooks"),
                row("13e", "One class of several has a method of a change, and no @ChangeUnit", """
                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks extends Creates {
                            @Execution
                            void create(InMemoryRecords records) {}
                        }

                        class Creates {
                            void create(InMemoryRecords records) {}
                        }

                        class CreateAuthors {
                            static final int SIZE = Integer.parseInt("never initialised");

                            @Execution
                            private void create(InMemoryRecords records) {}
                        }
                        """)
                        .says("D9", "acme.n13e.CreateAuthors", "would never run", "take @Execution away")
                        .mended("@Execution\n    private", ""),
                row("13c", "A package is written with a wildcard", """
                        builder.changes("PACKAGE.*");

                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            @Execution
                            void create(InMemoryRecords records) {}
                        }
                        """)
                        .says("D13", "changes(\"acme.n13c.*\")", "not the name of a package", "without wildcards")
                        .mended(".*", ""),
                row("13d", "The @ChangeUnit there is of another library", """
                        @Other.ChangeUnit
                        class CreateBooks {
                            @Execution
                            void create(InMemoryRecords records) {}
                        }

                        class Other {
                            @interface ChangeUnit {}
                        }
                        """)
                        .says("D9", "acme.n13d.CreateBooks", "Other$ChangeUnit, not io.flamingock", "annotate it with")
                        .mended("@Other.ChangeUnit", "@ChangeUnit(id = \"create-books\", order = \"1\")"));
    }
}
