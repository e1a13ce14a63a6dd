package io.flamingock.inputs;

import static io.flamingock.inputs.Input.row;

import java.util.stream.Stream;

/** What a change does wrong while it runs: 37 to 43. */
final class RunInputs {

    private static final String TOPIC = """
            builder.change("create-topic", change -> change.order("1").target("broker").execute(BODY))
                    .targetSystems(NonTransactionalTargetSystem.of("broker"));
            """;
    private static final String LIBRARY = """

            class Library {
                static void start(InMemoryAuditStore store) {
                    Flamingock.builder().service("shop").auditStore(store)
                            .targetSystems(NonTransactionalTargetSystem.of("broker"))
                            .change("create-topic", change -> change.order("1").execute(() -> {}))
                            .run();
                }
            }
            """;
    private static final String BOOKS = """
            builder.change("create-books", change -> change.order("1").execute(InMemoryRecords.class, records -> BODY));
            """;

    private RunInputs() {}

    static Stream<Input> rows() {
        return Stream.concat(failures(), others()).map(Input.Draft::row);
    }

    private static Stream<Input.Draft> failures() {
        return Stream.of(
                topic("37", "A change outside a transaction throws", refused())
                        .says("X37", "create-topic", "the broker says no", "record what you found")
                        .mended(refused(), "() -> {}"),
                books(
                                "37b",
                                "A change in a transaction throws",
                                "{ throw new IllegalStateException(\"no space left\"); }")
                        .says("X37", "create-books", "no space left", "Correct the cause and start again")
                        .mended("{ throw new IllegalStateException(\"no space left\"); }", "{}"),
                topic("37c", "A change throws what cannot be printed", """
                        () -> {
                            throw new IllegalStateException() {
                                public String getMessage() {
                                    throw new UnsupportedOperationException();
                                }
                            };
                        }""")
                        .says("X37", "create-topic", "its getMessage() threw", "record what you found")
                        .mended("throw new IllegalStateException", "new IllegalStateException"),
                topic(
                                "37d",
                                "A change outside a transaction throws, and its rollback runs",
                                refused() + ").rollback(() -> {}")
                        .says("X37", "create-topic", "the broker says no", "nothing of it is there")
                        .mended(refused(), "() -> {}"),
                topic(
                                "37e",
                                "A change throws, and it is declared to be tried again",
                                refused() + ").recovery(RecoveryStrategy.ALWAYS_RETRY")
                        .says("X37", "create-topic", "the broker says no", "declared ALWAYS_RETRY")
                        .mended(refused(), "() -> {}"),
                topic(
                                "38",
                                "A change throws, and so does its rollback",
                                refused()
                                        + ").rollback(() -> { throw new IllegalStateException(\"the broker is gone\"); }")
                        .says("X38", "create-topic", "the broker is gone", "record what you found")
                        .mended(refused(), "() -> {}"));
    }

    private static Stream<Input.Draft> others() {
        return Stream.of(
                topic("39", "An instance has died in the middle of a change", "() -> {}")
                        .afterDying("1", "1")
                        .problems(Input.REFUSED)
                        .says("X39", "change 'create-topic'", "its outcome is not known", "record what you found"),
                topic(
                                "39b",
                                "An instance has died in the middle of a change that this version does not know",
                                "() -> {}")
                        .afterDying("create-topic", "create-queue")
                        .problems(Input.REFUSED)
                        .thenStarting("create-topic", "create-queue")
                        .says("X39", "change 'create-queue'", "unknown to this version", "record what you found"),
                topic("39c", "The same, and this version has nothing pending", "() -> {}")
                        .afterRunning("1", "1")
                        .afterDying("create-topic", "create-queue")
                        .says("H19", "entry 4", "create-queue", "this version starts"),
                topic(
                                "40",
                                "A change takes longer than its timeout",
                                "() -> new CountDownLatch(1).await()).timeout(Duration.ofMillis(60)")
                        .says("X40", "create-topic", "after its timeout of PT0.06S", "record what you found")
                        .mended("() -> new CountDownLatch(1).await()", "() -> {}"),
                row("41", "A change commits its transaction, and throws", """
                        @ChangeUnit(id = "create-books", order = "1")
                        class CreateBooks {
                            @Execution
                            void create(InMemoryRecords records) {
                                records.put("book", "1");
                                records.commitBehindOurBack();
                                throw new IllegalStateException("no space left");
                            }
                        }
                        """)
                        .running()
                        .says("X37", "create-books", "has committed its transaction", "transactional = false")
                        .mended("throw new IllegalStateException(\"no space left\");", "")
                        .and("records.commitBehindOurBack();", "")
                        .mended("throw new IllegalStateException(\"no space left\");", "")
                        .and("records.commitBehindOurBack();", "")
                        .and("order = \"1\"", "order = \"1\", transactional = false"),
                row("43", "A change calls run()", TOPIC.replace("BODY", "() -> Library.start(store)") + LIBRARY)
                        .running()
                        .says("X43", "create-topic", "it would wait for itself", "when that run has returned")
                        .mended("Library.start(store)", "{}"));
    }

    private static String refused() {
        return "() -> { throw new IllegalStateException(\"the broker says no\"); }";
    }

    private static Input.Draft topic(String number, String heading, String body) {
        return row(number, heading, TOPIC.replace("BODY", body)).running();
    }

    private static Input.Draft books(String number, String heading, String body) {
        return row(number, heading, BOOKS.replace("BODY", body)).running();
    }
}
