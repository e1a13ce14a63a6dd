package io.flamingock.inputs;

import static io.flamingock.inputs.Input.row;

import java.util.stream.Stream;

/** Calls of operators that are refused: 48. */
final class OperatorInputs {

    private static final String CODE = """
            builder.change("create-topic", change -> change.order("1").target("broker").execute(() -> {}))
                    .targetSystems(NonTransactionalTargetSystem.of("broker"));

            flamingock.USE;
            """;
    private static final String RUN = CODE.replace("flamingock.USE;\n", "");

    private OperatorInputs() {}

    static Stream<Input> rows() {
        return Stream.of(
                        call(
                                        "48",
                                        "What is executed is resolved",
                                        "resolve(\"create-topic\", 2, Resolution.EXECUTED, \"ann\", \"looked\")")
                                .says("C48", "change 'create-topic'", "it is EXECUTED", "issues()"),
                        call(
                                        "48b",
                                        "An id is misspelt",
                                        "resolve(\"create-topik\", 2, Resolution.EXECUTED, \"ann\", \"looked\")")
                                .says("C48", "change 'create-topik'", "no entry about", "history()"),
                        call("48c", "There is no reason", "undoneByHand(\"create-topic\", 2, \"ann\", \" \")")
                                .says("C48", "operator", "needs a name and a reason", "what the log is for"),
                        call(
                                        "48j",
                                        "A printed call is made as it stands",
                                        "undoneByHand(\"create-topic\", 2, \"ann\", \"<what you have seen>\")")
                                .says("C48", "operator", "'<what you have seen>'", "what the log is for"),
                        call(
                                        "48k",
                                        "A printed call is made without a name",
                                        "undoneByHand(\"create-topic\", 2, \"<your name>\", \"deleted it\")")
                                .says("C48", "operator", "'<your name>'", "what the log is for"),
                        call(
                                        "48d",
                                        "Somebody else has decided before",
                                        "undoneByHand(\"create-topic\", 1, \"ann\", \"deleted it\")")
                                .says("C48", "entry 1", "entry 2 says EXECUTED", "decide again"),
                        call("48e", "A run is active", "undo(\"create-topic\", \"ann\", \"wrong\")")
                                .after(World::holdLease)
                                .says(
                                        "C48",
                                        "the lease of 'shop'",
                                        "held by shop 1.0 on host-7",
                                        "call again when it has ended"),
                        call("48f", "What has no rollback is undone", "undo(\"create-topic\", \"ann\", \"wrong\")")
                                .says("C48", "create-topic", "no @RollbackExecution", "flamingock.undoneByHand(")
                                .thenStarting("flamingock.undo(\"create-topic\", \"ann\", \"wrong\");\n", ""),
                        call(
                                        "48g",
                                        "What is declared as it was applied is accepted",
                                        "accept(\"create-topic\", 2, \"ann\", \"fine\")")
                                .says(
                                        "C48",
                                        "change 'create-topic'",
                                        "declared as it was applied",
                                        "Nothing was written"),
                        call(
                                        "48h",
                                        "A lease is released by a token that is not its own",
                                        "releaseLock(7, \"ann\", \"it hangs\")")
                                .after(World::holdLease)
                                .says("C48", "the lease has the token 2, not 7", "host-7", "Nothing was released"),
                        call("48i", "A lease is released that nobody holds", "releaseLock(1, \"ann\", \"it hangs\")")
                                .says("C48", "the lease of 'shop'", "is not held", "nothing to release"))
                .map(Input.Draft::row);
    }

    private static Input.Draft call(String number, String heading, String call) {
        String code = CODE.replace("USE", call);
        return row(number, heading, code).afterRunning(code, RUN).problems(Input.REFUSED);
    }
}
