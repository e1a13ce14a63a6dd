package io.flamingock.mongodb;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * An open transaction that may hold what we wait for.
 *
 * @param session the id that its driver gave to its session
 * @param number the number of the transaction in that session
 */
record OpenTransaction(UUID session, long number, String description) {

    static OpenTransaction of(BsonDocument operation) {
        BsonDocument parameters = operation.getDocument("transaction").getDocument("parameters");
        UUID session = uuid(operation.getDocument("lsid").getBinary("id"));
        return new OpenTransaction(
                session,
                parameters.getNumber("txnNumber").longValue(),
                "session " + session + text(operation, "client", " of client ") + text(operation, "appName", ", ")
                        + began(operation.getDocument("transaction")));
    }

    /** What ends it, in mongosh; its own user needs no privilege for that. */
    String remedy() {
        return "db.adminCommand({killSessions: [{id: UUID(\"" + session + "\")}]})";
    }

    static UUID uuid(BsonBinary binary) {
        ByteBuffer bytes = ByteBuffer.wrap(binary.getData());
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static String began(BsonDocument transaction) {
        return text(transaction, "startWallClockTime", ", in a transaction since ");
    }

    private static String text(BsonDocument document, String key, String before) {
        BsonValue value = document.get(key, new BsonString(""));
        return value.isString() && !value.asString().getValue().isEmpty()
                ? before + value.asString().getValue()
                : "";
    }
}
