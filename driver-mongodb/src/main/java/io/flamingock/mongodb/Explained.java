package io.flamingock.mongodb;

import com.mongodb.MongoException;
import java.time.Duration;

/** What an operation of a transaction failed with, and what to do where the transaction itself is the reason. */
final class Explained {

    /** The server's transactionLifetimeLimitSeconds unless configured otherwise; only an administrator can ask for it. */
    private static final Duration LIFETIME = Duration.ofSeconds(60);

    private static final String REMEDY =
            " Declare the change transactional = false: its operations then take effect one"
                    + " by one, and a failure in the middle is recorded as FAILED, for a human to look at";

    private Explained() {}

    /** {@code openFor}: how long ago the transaction began. */
    static RuntimeException of(RuntimeException e, Duration openFor) {
        RuntimeException redacted = Redaction.of(e);
        if (!(e instanceof MongoException mongo)) {
            return redacted;
        }
        if (Errors.isForbiddenInTransaction(mongo)) {
            return new NoRetryException(
                    "[X42] MongoDB does not do this inside a transaction: " + redacted.getMessage() + "." + REMEDY,
                    redacted);
        }
        if (Errors.code(mongo) == Errors.NO_SUCH_TRANSACTION && openFor.compareTo(LIFETIME) >= 0) {
            return new NoRetryException(
                    "[X42] the server has ended the transaction of this change, " + openFor.toSeconds()
                            + " s after its start:"
                            + " it lets none live longer than transactionLifetimeLimitSeconds, 60 s unless configured"
                            + " otherwise. Nothing of it is there. Do less in one change, or raise the limit." + REMEDY,
                    redacted);
        }
        return redacted;
    }

    /** The message for a method that no server executes in a transaction. */
    static String refusal(String call) {
        return "[X42] " + call + " cannot take part in a transaction of MongoDB." + REMEDY;
    }
}
