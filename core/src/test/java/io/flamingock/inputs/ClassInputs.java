package io.flamingock.inputs;

import static io.flamingock.inputs.Input.row;

import java.util.stream.Stream;

/** Classes that cannot be a change: 5, 9, 10, and what they need, 14 and 15. */
final class ClassInputs {

    private ClassInputs() {}

    static Stream<Input> rows() {
        return Stream.of(constructors(), kinds(), hidden(), loading())
                .flatMap(rows -> rows)
                .map(Input.Draft::row);
    }

    private static Stream<Input.Draft> constructors() {
        return Stream.of(
                row("5", "The only constructor is private", """
                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            private CreateBooks() {}

                            @Execution
                            void create(InMemoryRecords records) {}
                        }
                        """)
                        .says("D5", "CreateBooks", "no constructor that is not private", "package-private")
                        .mended("private CreateBooks()", "CreateBooks()"),
                row("5b", "There are several constructors", """
                        builder.changes("PACKAGE").dependency("a name");

                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            CreateBooks() {}

                            CreateBooks(String name) {}

                            @Execution
                            void create(InMemoryRecords records) {}
                        }
                        """)
                        .says("D5", "CreateBooks", "2 constructors", "mark the one to be used")
                        .mended("CreateBooks(String", "@ChangeUnitConstructor CreateBooks(String"));
    }

    private static Stream<Input.Draft> kinds() {
        return Stream.of(
                row("9", "A change is an abstract class", """
                        @ChangeUnit(id = "create-books", order = "1")
                        abstract class CreateBooks {
                            @Execution
                            void create(InMemoryRecords records) {}
                        }
                        """)
                        .says("D9", "CreateBooks", "is abstract", "a class of its own")
                        .mended("abstract class", "class"),
                row("9b", "A change is an interface", """
                        @ChangeUnit(id = "create-books", order = "1")
                        interface CreateBooks {
                            @Execution
                            default void create(InMemoryRecords records) {}
                        }
                        """)
                        .says("D9", "CreateBooks", "is an interface", "a class of its own")
                        .mended("interface", "class")
                        .and("default void", "void"),
                row("9c", "A change is an inner class", """
                        class Changes {
                            @ChangeUnit(id = "create-books", order = "1")
                            class CreateBooks {
                                @Execution
                                void create(InMemoryRecords records) {}
                            }
                        }
                        """)
                        .says("D9", "Changes$CreateBooks", "needs an object of", "static nested")
                        .mended("    class CreateBooks", "    static class CreateBooks"),
                row("9d", "A change is an enum", """
                        @ChangeUnit(id = "create-books", order = "1")
                        enum CreateBooks {
                            ONLY;

                            @Execution
                            void create(InMemoryRecords records) {}
                        }
                        """)
                        .says("D9", "CreateBooks", "is an enum", "a class of its own")
                        .mended("enum CreateBooks {\n    ONLY;", "class CreateBooks {"),
                row("9e", "A class that is given as a change has no annotation of its own", """
                        builder.changes(CreateMoreBooks.class);

                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            @Execution
                            void create(InMemoryRecords records) {}
                        }

                        class CreateMoreBooks extends CreateBooks {}
                        """)
                        .says("D9", "CreateMoreBooks", "no @ChangeUnit of its own", "annotate the class itself")
                        .mended("CreateMoreBooks.class", "CreateBooks.class")
                        .mended("class CreateMoreBooks extends CreateBooks {}", """
                                @ChangeUnit(id = "create-more-books", order = "1")
                                class CreateMoreBooks {
                                    @Execution
                                    void create(InMemoryRecords records) {}
                                }"""));
    }

    private static Stream<Input.Draft> hidden() {
        return Stream.of(
                row("10", "A change is a private class", """
                        class Changes {
                            @ChangeUnit(id = "create-books", order = "1")
                            private static class CreateBooks {
                                @Execution
                                void create(InMemoryRecords records) {}
                            }
                        }
                        """)
                        .says("D10", "Changes$CreateBooks", "is private", "package-private")
                        .mended("private static class", "static class"),
                row("10b", "A change is in a package that its module does not open", """
                        var seed = Modules.seed("module acme.shop { exports acme.lookup; }");
                        builder.changes(seed.change());
                        """)
                        .says("D10", "acme.changes.Seed", "not open to reflection", "module-info of acme.shop")
                        .mended("acme.lookup; }", "acme.lookup; opens acme.changes; }")
                        .mended("seed.change())", "seed.change()).lookup(seed.lookup())"));
    }

    private static Stream<Input.Draft> loading() {
        return Stream.of(
                row("14", "A class needs one that is not on the class path", """
                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            Library library;

                            @Execution
                            void create(InMemoryRecords records) {}
                        }

                        class Library {}
                        """)
                        .withClasses(classes -> classes.delete("Library"))
                        .says("D14", "CreateBooks", "is missing: acme.n14.Library", "on the class path")
                        .mended("CreateBooks", "CreateBooks"),
                row("14b", "A class was compiled for a newer Java", """
                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            @Execution
                            void create(InMemoryRecords records) {}
                        }
                        """)
                        .withClasses(classes -> classes.compileForNewerJava("CreateBooks"))
                        .says("D14", "CreateBooks", "compiled for a newer Java", "compile it for Java ")
                        .mended("CreateBooks", "CreateBooks"),
                row("15", "A static initialiser throws", """
                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            static final int SIZE = Integer.parseInt("many");

                            @Execution
                            void create(InMemoryRecords records) {}
                        }
                        """)
                        .running()
                        .says("X37", "CreateBooks#create", "NumberFormatException", "start again")
                        .mended("many", "7"),
                row("15c", "A static initialiser throws, and it is started again in the same JVM", """
                        flamingock.plan();
                        try {
                            flamingock.run();
                        } catch (ChangeFailedException e) {
                            // as a test suite does with its next test
                        }
                        flamingock.run();

                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            static final int SIZE = Integer.parseInt("many");

                            @Execution
                            void create(InMemoryRecords records) {}
                        }
                        """)
                        .running()
                        .says("X37", "CreateBooks#create", "NumberFormatException", "start again")
                        .mended("many", "7"),
                row("15b", "A constructor throws", """
                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            CreateBooks() {
                                throw new IllegalStateException("no file of books");
                            }

                            @Execution
                            void create(InMemoryRecords records) {}
                        }
                        """)
                        .running()
                        .says("X37", "CreateBooks#create", "no file of books", "start again")
                        .mended("throw new IllegalStateException(\"no file of books\");", ""));
    }
}
