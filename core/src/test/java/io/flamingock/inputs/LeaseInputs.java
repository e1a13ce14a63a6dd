package io.flamingock.inputs;

import static io.flamingock.inputs.Input.row;

import java.util.stream.Stream;

/** Waiting for the lease, and losing it: 33 to 36. */
final class LeaseInputs {

    private static final String CODE = """
            builder.waitForLease(Duration.ZERO).changes("PACKAGE");

            @ChangeUnit(id = "create-books", order = "1")
            class CreateBooks {
                @Execution
                void create(InMemoryRecords records) {}
            }
            """;

    private LeaseInputs() {}

    static Stream<Input> rows() {
        return Stream.of(
                        row("33", "The instance that holds the lease is dead", CODE)
                                .after(World::holdLease)
                                .after(World::expireLeases)
                                .running()
                                .says("L33", "the lease of 'shop'", "over from shop 1.0 on host-7", "is refused"),
                        row("34", "The instance that holds the lease is alive for longer than one waits", CODE)
                                .after(World::holdLease)
                                .problems(Input.REFUSED)
                                .says(
                                        "L34",
                                        "the lease of 'shop'",
                                        "shop 1.0 on host-7",
                                        "whether that instance is alive"),
                        row("35", "The lease is lost in the middle of a change", """
                                builder.lease(Duration.ofMillis(300), Duration.ofMillis(50))
                                        .change("create-topic", change -> change.order("1").transactional(false).execute(() -> {
                                            store.release("shop", 1); // as an operator does by force
                                            new CountDownLatch(1).await(10, TimeUnit.SECONDS);
                                        }));
                                """)
                                .running()
                                .says("L35", "change 'create-topic'", "the lease was lost", "Start again"),
                        row("36", "The thread is interrupted while it waits for the lease", """
                                builder.changes("PACKAGE").listener(new RunListener() {
                                    @Override
                                    public void whileWaiting(String holder, Duration waited) {
                                        Thread.currentThread().interrupt();
                                    }
                                });

                                flamingock.run();

                                @ChangeUnit(id = "create-books", order = "1")
                                class CreateBooks {
                                    @Execution
                                    void create(InMemoryRecords records) {}
                                }
                                """)
                                .after(World::holdLease)
                                .problems(Input.REFUSED)
                                .says(
                                        "L36",
                                        "waited for the lease",
                                        "its thread was interrupted",
                                        "nothing was started"))
                .map(Input.Draft::row);
    }
}
