package io.flamingock.servers.mongo.standin;

import de.bwaldvogel.mongo.exception.MongoServerError;

/** The answer to a whole command is "no" ({@code ok: 0}), where errors of the library may be about one statement of it. */
final class CommandError extends MongoServerError {

    private static final long serialVersionUID = 1L;

    CommandError(int code, String codeName, String message) {
        super(code, codeName, message);
    }

    static CommandError writeConflict() {
        return new CommandError(
                112,
                "WriteConflict",
                "Caused by :: Write conflict during plan execution and yielding is disabled. :: Please retry your operation or multi-document transaction.");
    }

    static CommandError snapshotUnavailable(String namespace) {
        return new CommandError(
                246,
                "SnapshotUnavailable",
                "Unable to read from a snapshot due to pending collection catalog changes to " + namespace
                        + "; please retry the operation.");
    }

    static CommandError noSuchTransaction(String message) {
        return new CommandError(251, "NoSuchTransaction", message);
    }

    static CommandError transactionTooOld(long asked, long newest) {
        return new CommandError(
                225,
                "TransactionTooOld",
                "Cannot start transaction with { txnNumber: " + asked + " } because a newer one with { txnNumber: "
                        + newest + " } has already started.");
    }

    static CommandError notInTransaction(String message) {
        return new CommandError(263, "OperationNotSupportedInTransaction", message);
    }

    static CommandError timedOut() {
        return new CommandError(50, "MaxTimeMSExpired", "operation exceeded time limit");
    }

    static CommandError killed() {
        return new CommandError(11601, "Interrupted", "operation was interrupted");
    }

    static CommandError invalidOptions(String message) {
        return new CommandError(72, "InvalidOptions", message);
    }

    static CommandError notImplemented(String message) {
        return new CommandError(238, "NotImplemented", "The stand-in for MongoDB does not support " + message);
    }
}
