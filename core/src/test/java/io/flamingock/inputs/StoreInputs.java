package io.flamingock.inputs;

import static io.flamingock.inputs.Input.row;

import io.flamingock.FaultyStore;
import io.flamingock.audit.AuditStoreException;
import io.flamingock.audit.Field;
import java.util.stream.Stream;

/** A log that is not as it was written, 25, and a store that does not answer, 26. */
final class StoreInputs {

    private static final String CODE = """
            builder.connectTimeout(Duration.ofMillis(200)).gracePeriod(Duration.ofMillis(200)).changes("PACKAGE");

            USE

            @ChangeUnit(id = "create-books", order = "1")
            class CreateBooks {
                @Execution
                void create(InMemoryRecords records) {}
            }
            """;
    private static final String RUN = CODE.replace("USE\n\n", "");
    private static final String VERIFY = CODE.replace("USE", """
            flamingock.run();
            if (!flamingock.verify().isValid()) {
                throw new IllegalStateException(flamingock.verify().problem());
            }""");

    private StoreInputs() {}

    static Stream<Input> rows() {
        return Stream.of(
                        row("25", "Somebody has altered an entry of the log by hand", VERIFY)
                                .afterRunning(VERIFY, RUN)
                                .after(world -> world.alter(2, Field.SOURCE, "Other#create"))
                                .running()
                                .says("H25", "entry 2", "was altered after it was written", "compare it with a backup"),
                        row("25c", "Somebody has deleted an entry of the log", VERIFY)
                                .afterRunning(VERIFY, RUN)
                                .after(world -> world.delete(2))
                                .running()
                                .says("H25", "after entry 1 comes entry 3", "were removed", "compare it with a backup"),
                        row("25d", "Somebody has put an entry into the log by hand", VERIFY)
                                .afterRunning(VERIFY, RUN)
                                .after(world -> world.alter(2, Field.PREV_HASH, "0".repeat(64)))
                                .running()
                                .says("H25", "entry 2", "put in by hand", "compare it with a backup"),
                        row("25b", "An entry was written by a newer version of Flamingock", RUN)
                                .afterRunning("order = \"1\"", "order = \"2\"")
                                .after(world -> world.alter(2, Field.FORMAT, 99L))
                                .running()
                                .says("H25", "entry 2", "format 99", "newer version"),
                        row("26", "The store does not answer when the application starts", RUN)
                                .after(world -> world.give(FaultyStore.of(world.store, call -> {
                                    if (call.method().equals("newest")) {
                                        throw new AuditStoreException("reading failed: connection refused", null);
                                    }
                                    return call.answer();
                                })))
                                .running()
                                .says("S26", "the audit store", "connection refused", "start again"),
                        row("26b", "The store does not answer when the outcome of a change is to be recorded", """
                                builder.gracePeriod(Duration.ofMillis(200))
                                        .change("create-topic", change -> change.order("1").transactional(false).execute(() -> {}));
                                """)
                                .after(world -> world.give(FaultyStore.of(world.store, call -> {
                                    if (call.writes(io.flamingock.api.State.EXECUTED)
                                            || world.store
                                                            .entries(World.SERVICE)
                                                            .size()
                                                    == 1) {
                                        throw new AuditStoreException("appending failed: connection refused", null);
                                    }
                                    return call.answer();
                                })))
                                .running()
                                .says("S26", "change 'create-topic'", "connection refused", "next start"))
                .map(Input.Draft::row);
    }
}
