package io.flamingock.inputs;

import static io.flamingock.inputs.Input.row;

import java.util.stream.Stream;

/** What the builder is told: 18. */
final class BuilderInputs {

    private static final String NULLS = """
            builder.listener(null).clock(null).outOfOrder(null).missing(null).drift(null)
                    .lease(null, Duration.ofSeconds(1)).waitForLease(null).connectTimeout(null).gracePeriod(null)
                    .dependency((Object) null).dependency("shelf", null).dependencies(null).lookup(null)
                    .profiles((String) null).changes((Class<?>) null).change(null, change -> {})
                    .targetSystems((io.flamingock.targets.TargetSystem) null);
            """;

    private BuilderInputs() {}

    static Stream<Input> rows() {
        return Stream.concat(required(), values()).map(Input.Draft::row);
    }

    private static Stream<Input.Draft> required() {
        return Stream.of(
                row("18", "The service has no name", """
                        builder.service("").change("seed", change -> change.order("1").execute(() -> {}));
                        """)
                        .says("D18", "service(…)", "is ''", "1 to 255 characters")
                        .mended("service(\"\")", "service(\"users\")"),
                row("18b", "The store is null", """
                        builder.auditStore(null).change("seed", change -> change.order("1").execute(() -> {}));
                        """)
                        .says("D18", "auditStore(…)", "is null", "give a value")
                        .mended("auditStore(null)", "auditStore(store)"),
                row("18c", "Two stores are given", """
                        builder.auditStore(store).auditStore(InMemoryAuditStore.create())
                                .change("seed", change -> change.order("1").execute(() -> {}));
                        """)
                        .says("D18", "auditStore(…)", "was given twice", "give one")
                        .mended(".auditStore(InMemoryAuditStore.create())", ""));
    }

    private static Stream<Input.Draft> values() {
        return Stream.of(
                row("18d", "Many settings are null", NULLS)
                        .problems(17)
                        .says("D18", "listener(…)", "is null", "give a value")
                        .mended(NULLS, "builder.change(\"seed\", change -> change.order(\"1\").execute(() -> {}));"),
                row("18e", "A lease is no longer than two of its renewals", """
                        builder.lease(Duration.ofSeconds(10), Duration.ofSeconds(5))
                                .change("seed", change -> change.order("1").execute(() -> {}));
                        """)
                        .says("D18", "lease(…)", "is PT10S, renewed every PT5S", "longer than two renewals")
                        .mended("ofSeconds(10)", "ofSeconds(20)"),
                row("18f", "A lease is longer than a day", """
                        builder.lease(Duration.ofDays(2), Duration.ofSeconds(5))
                                .change("seed", change -> change.order("1").execute(() -> {}));
                        """)
                        .says("D18", "lease(…)", "is PT48H", "at most PT24H")
                        .mended("ofDays(2)", "ofDays(1)"),
                row("18g", "Times are negative", """
                        builder.lease(Duration.ofSeconds(10), Duration.ofSeconds(-5)).waitForLease(Duration.ofSeconds(-1))
                                .change("seed", change -> change.order("1").execute(() -> {}));
                        """)
                        .problems(2)
                        .says("D18", "waitForLease(…)", "is PT-1S", "not negative")
                        .mended("ofSeconds(-5)", "ofSeconds(3)")
                        .and("ofSeconds(-1)", "ofSeconds(1)"),
                row("18h", "No change is given", """
                        builder.profiles("test");
                        """)
                        .running()
                        .says("D18", "changes(…)", "nothing that could be run", "change(…)")
                        .mended(
                                "profiles(\"test\")",
                                "change(\"seed\", change -> change.order(\"1\").execute(() -> {}))")
                        .mended("profiles(\"test\");", """
                                changes("PACKAGE"); // as in changes("com.acme.changes")

                                @ChangeUnit(id = "create-books", order = "1")
                                class CreateBooks {
                                    @Execution
                                    void create(InMemoryRecords records) {}
                                }"""));
    }
}
