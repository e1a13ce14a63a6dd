package io.flamingock.mongodb;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoSecurityException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the exceptions of the driver mean. */
final class Errors {

    static final int NAMESPACE_EXISTS = 48;
    static final int GIVEN_UP = 50;
    static final int NO_SUCH_TRANSACTION = 251;

    private static final int UNAUTHORIZED = 13;
    private static final int AUTHENTICATION_FAILED = 18;
    private static final int COMMAND_NOT_FOUND = 59;
    private static final int WRITE_CONFLICT = 112;
    private static final int ATLAS = 8000;
    private static final Set<Integer> DUPLICATE = Set.of(11000, 11001, 12582);

    /** Illegal operation, transaction too large for the cache, operation not supported in a transaction. */
    private static final Set<Integer> FORBIDDEN_IN_TRANSACTION = Set.of(20, 263, 313);

    /** For servers that send no labels: lock time-out, write conflict, aborted, snapshot unavailable, no such transaction. */
    private static final Set<Integer> UNDONE = Set.of(24, WRITE_CONFLICT, 244, 246, NO_SUCH_TRANSACTION);

    private static final int MAX_DEPTH = 50;

    private Errors() {}

    static int code(MongoException e) {
        return e instanceof MongoBulkWriteException bulk
                        && !bulk.getWriteErrors().isEmpty()
                ? bulk.getWriteErrors().get(0).getCode()
                : e.getCode();
    }

    /** Of an insert that says so: in a transaction, a key that another one has just taken is a write conflict. */
    static boolean isTaken(MongoException e) {
        return DUPLICATE.contains(code(e)) || code(e) == WRITE_CONFLICT;
    }

    static boolean isForbiddenInTransaction(MongoException e) {
        return FORBIDDEN_IN_TRANSACTION.contains(code(e));
    }

    static boolean isUnknownCommand(MongoException e) {
        return code(e) == COMMAND_NOT_FOUND;
    }

    /** Whether the server has said that it gave up waiting, so that nothing is on its way any more. */
    static boolean isGivenUpByServer(Throwable thrown) {
        @Nullable Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            if (cause instanceof MongoExecutionTimeoutException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    static boolean isUnknownCommit(MongoException e) {
        return e.hasErrorLabel(MongoException.UNKNOWN_TRANSACTION_COMMIT_RESULT_LABEL);
    }

    /** Whether the database has undone the transaction, and to run it again is right. */
    static boolean isUndone(Throwable thrown) {
        boolean undone = false;
        @Nullable Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            if (cause instanceof NoRetryException) {
                return false;
            }
            if (cause instanceof MongoException mongo) {
                if (isUnknownCommit(mongo)) {
                    return false;
                }
                undone |= mongo.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL)
                        || UNDONE.contains(code(mongo));
            }
            cause = cause.getCause();
        }
        return undone;
    }

    static boolean isWrongCredentials(Throwable thrown) {
        @Nullable Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            if (cause instanceof MongoSecurityException
                    || (cause instanceof MongoException mongo && code(mongo) == AUTHENTICATION_FAILED)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    static boolean isForbidden(Throwable thrown) {
        return thrown instanceof MongoException mongo && (code(mongo) == UNAUTHORIZED || code(mongo) == ATLAS);
    }
}
