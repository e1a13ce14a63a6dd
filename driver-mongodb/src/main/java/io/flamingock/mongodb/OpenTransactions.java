package io.flamingock.mongodb;

import com.mongodb.MongoException;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonBinary;
import org.bson.BsonBinarySubType;
import org.bson.BsonDocument;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose transactions are open. MongoDB does not tell whom a write waits for; but what is open, all of it or, to a user
 * without the privilege {@code inprog}, what is his own.
 *
 * @param areAll whether those of other users are among them
 */
record OpenTransactions(List<OpenTransaction> list, boolean areAll) {

    private static final Logger LOG = LoggerFactory.getLogger(OpenTransactions.class);

    static OpenTransactions now(Mongo mongo) {
        try {
            return new OpenTransactions(read(mongo, true), true);
        } catch (RuntimeException e) {
            LOG.debug("cannot see the transactions of other users", e);
        }
        try {
            return new OpenTransactions(read(mongo, false), false);
        } catch (RuntimeException e) {
            LOG.debug("cannot see open transactions", e);
            return new OpenTransactions(List.of(), false);
        }
    }

    /** Those that were open before as well. */
    OpenTransactions since(OpenTransactions before) {
        return new OpenTransactions(
                list.stream()
                        .filter(now -> before.list.stream()
                                .anyMatch(
                                        then -> then.session().equals(now.session()) && then.number() == now.number()))
                        .toList(),
                areAll && before.areAll);
    }

    /** Whether there is only one that can be what a write has waited for all the time. */
    boolean isClear() {
        return areAll && list.size() == 1;
    }

    /** {@code false}: the server does not let this user. */
    static boolean end(Mongo mongo, BsonBinary session) {
        try {
            mongo.admin().runCommand(new Document("killSessions", List.of(new Document("id", session))));
            return true;
        } catch (MongoException e) {
            LOG.debug("cannot end session", e);
            return false;
        }
    }

    /** The same, with a session by its id. */
    static boolean end(Mongo mongo, OpenTransaction blocker) {
        return end(mongo, new BsonBinary(BsonBinarySubType.UUID_STANDARD, bytes(blocker)));
    }

    private static byte[] bytes(OpenTransaction blocker) {
        return java.nio.ByteBuffer.allocate(16)
                .putLong(blocker.session().getMostSignificantBits())
                .putLong(blocker.session().getLeastSignificantBits())
                .array();
    }

    private static List<OpenTransaction> read(Mongo mongo, boolean allUsers) {
        List<Document> pipeline = List.of(
                new Document("$currentOp", new Document("allUsers", allUsers).append("idleSessions", true)),
                new Document("$match", new Document("transaction.parameters.autocommit", false)));
        return mongo.admin()
                .aggregate(pipeline, BsonDocument.class)
                .map(OpenTransaction::of)
                .into(new ArrayList<>());
    }
}
