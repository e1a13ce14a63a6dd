package io.flamingock.mongodb;

import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import io.flamingock.api.BlockedException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An insert into a place that somebody's open transaction may hold. Three possible situations:
 *
 * <ol>
 *   <li>the place is free, or taken for good: the server answers at once;
 *   <li>it is held, and the holder ends within the lock time-out: the same, later;
 *   <li>it is held for longer: the server gives up, and nothing is on its way any more. Then it is tried once more. Where
 *       all transactions can be seen and only one was open all the time, that is the holder, and it is ended.
 * </ol>
 */
final class Occupation {

    private static final Logger LOG = LoggerFactory.getLogger(Occupation.class);
    private static final int MAX_ROUNDS = 5;

    /** Keeps a command far from what a server takes, 16 MB. */
    private static final int MAX_DOCUMENTS = 50;

    private final Mongo mongo;
    private final Role role;
    private final String what;
    private final boolean endBlockers;

    /** {@code what} is for messages: the append to the log of 'users', a marker of 'add-status'. */
    Occupation(Mongo mongo, Role role, String what, boolean endBlockers) {
        this.mongo = mongo;
        this.role = role;
        this.what = what;
        this.endBlockers = endBlockers;
    }

    /**
     * Inserts.
     *
     * @throws BlockedException somebody holds the place and could not be ended, or was not to be
     */
    void insert(List<Document> documents) throws KeyTakenException {
        @Nullable OpenTransactions open = null;
        for (int round = 1; round <= MAX_ROUNDS; round++) {
            @Nullable MongoException givenUp = tryInsert(documents);
            if (givenUp == null) {
                return;
            }
            OpenTransactions now = OpenTransactions.now(mongo);
            open = open == null ? now : now.since(open);
            boolean observed = round > 1;
            if (!endBlockers || (observed && !isEnded(open))) {
                throw blocked(open, givenUp);
            }
        }
        throw blocked(new OpenTransactions(List.of(), false), null);
    }

    private @Nullable MongoException tryInsert(List<Document> documents) throws KeyTakenException {
        for (int from = 0; from < documents.size(); from += MAX_DOCUMENTS) {
            try {
                send(documents.subList(from, Math.min(from + MAX_DOCUMENTS, documents.size())));
            } catch (MongoException e) {
                if (Errors.isTaken(e)) {
                    throw new KeyTakenException(Redaction.of(e));
                }
                if (Errors.isGivenUpByServer(e)) {
                    return e;
                }
                throw e;
            }
        }
        return null;
    }

    /**
     * As a command, because only so the server gives up before we do, and says so: a time-out of the driver would run out
     * at both ends at once, and leave open whether the insert is still on its way.
     */
    private void send(List<Document> documents) {
        Document insert = new Document("insert", mongo.settings().name(role))
                .append("documents", documents)
                .append("ordered", true)
                .append("writeConcern", Mongo.DURABLE.asDocument())
                .append("maxTimeMS", mongo.settings().lockTimeout().toMillis());
        Duration longest = mongo.settings().lockTimeout().plus(mongo.settings().networkTimeout());
        Document answer = Bounded.call(longest, () -> mongo.untimedDatabase().runCommand(insert));
        for (Document error : answer.getList("writeErrors", Document.class, List.of())) {
            throw failure(error);
        }
        @Nullable Document notDurable = answer.get("writeConcernError", Document.class);
        if (notDurable != null) {
            throw new MongoException("written, but not known to be durable: " + notDurable.getString("errmsg"));
        }
    }

    private static MongoException failure(Document error) {
        int code = error.get("code", 0);
        String message = error.get("errmsg", "");
        return code == Errors.GIVEN_UP
                ? new MongoExecutionTimeoutException(code, message)
                : new MongoException(code, message);
    }

    private boolean isEnded(OpenTransactions open) {
        if (!open.isClear() || !OpenTransactions.end(mongo, open.list().get(0))) {
            return false;
        }
        LOG.warn(
                "ended database {}: it held an open transaction in the way of {}; what it had not committed is rolled back",
                open.list().get(0).description(),
                what);
        return true;
    }

    private BlockedException blocked(OpenTransactions open, @Nullable MongoException e) {
        StringBuilder text = new StringBuilder(what)
                .append(" waits for another session's open transaction, longer than ")
                .append(mongo.settings().lockTimeout().toMillis())
                .append(" ms; nothing was written. ");
        if (open.list().isEmpty()) {
            text.append("Which session it is could not be found out. ");
        } else {
            text.append("It is ")
                    .append(open.list().size() == 1 ? "" : "one of these: ")
                    .append(open.list().stream()
                            .map(one -> one.description() + "; if its process is dead, end it with: " + one.remedy())
                            .collect(Collectors.joining(". ")))
                    .append(". ");
        }
        text.append(
                "The server ends a transaction by itself after transactionLifetimeLimitSeconds, 60 s unless configured"
                        + " otherwise");
        return new BlockedException(text.toString(), e == null ? null : Redaction.of(e));
    }
}
