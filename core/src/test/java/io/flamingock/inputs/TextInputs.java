package io.flamingock.inputs;

import static io.flamingock.inputs.Input.row;

import java.util.stream.Stream;

/** What is written in a change for people and for the log: 16. */
final class TextInputs {

    private static final String CHANGE = """
            @ChangeUnit(%s)
            class CreateBooks {
                @Execution
                void create(InMemoryRecords records) {}
            }
            """;

    private TextInputs() {}

    static Stream<Input> rows() {
        return Stream.of(
                        change("16", "An id is empty", "id = \" \", order = \"1\"")
                                .says("D16", "CreateBooks#create", "the id is empty", "never changes")
                                .mended("\" \"", "\"create-books\""),
                        change("16b", "An id ends with a space", "id = \"create-books \", order = \"1\"")
                                .says("D16", "CreateBooks#create", "begins or ends with a space", "remove it")
                                .mended("books ", "books"),
                        change("16c", "An id has a character of no width", "id = \"create\\u200bbooks\", order = \"1\"")
                                .says("D16", "CreateBooks#create", "create\\u200Bbooks", "zero-width")
                                .mended("\\u200b", "-"),
                        change(
                                        "16d",
                                        "An author turns the direction of writing",
                                        "id = \"create-books\", order = \"1\", author = \"\\u202enimda\"")
                                .says("D16", "CreateBooks#create", "the author", "writing direction")
                                .mended("\\u202e", ""),
                        change(
                                        "16e",
                                        "A description is too long",
                                        "id = \"create-books\", order = \"1\", description = \"" + "x".repeat(256)
                                                + "\"")
                                .says("D16", "CreateBooks#create", "description has 256 characters", "shorten")
                                .mended("x".repeat(256), "x".repeat(255)),
                        row(
                                        "16f",
                                        "Two ids differ only in case",
                                        CHANGE.formatted("id = \"create-books\", order = \"1\"") + """

                                @ChangeUnit(id = "Create-Books", order = "2")
                                class CreateAuthors {
                                    @Execution
                                    void create(InMemoryRecords records) {}
                                }
                                """)
                                .says("D16", "CreateAuthors#create", "differ only in case", "another id")
                                .mended("Create-Books", "create-authors"),
                        change(
                                        "16g",
                                        "A timeout is not a length of time",
                                        "id = \"create-books\", order = \"1\", timeout = \"30 s\"")
                                .says("D16", "CreateBooks", "the timeout '30 s'", "\"PT30S\"")
                                .mended("30 s", "PT30S"),
                        row(
                                        "16h",
                                        "A profile has no name",
                                        "@Profiles(\"!\")\n" + CHANGE.formatted("id = \"create-books\", order = \"1\""))
                                .says("D16", "CreateBooks#create", "@Profiles is empty", "name a profile")
                                .mended("!", "!test")
                                .mended("@Profiles(\"!\")\n", ""))
                .map(Input.Draft::row);
    }

    private static Input.Draft change(String number, String heading, String declaration) {
        return row(number, heading, CHANGE.formatted(declaration));
    }
}
