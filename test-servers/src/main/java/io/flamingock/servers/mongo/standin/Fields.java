package io.flamingock.servers.mongo.standin;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields that a command must have: the client is told where it has not, or has something else. */
final class Fields {

    static List<Document> documents(Document command, String field) {
        return list(command, field).stream().map(Document.class::cast).toList();
    }

    static List<?> list(Document command, String field) {
        if (command.get(field) instanceof List<?> list) {
            return list;
        }
        throw wrong(field, "an array", command.get(field));
    }

    static Document document(Document command, String field) {
        if (command.get(field) instanceof Document document) {
            return document;
        }
        throw wrong(field, "a document", command.get(field));
    }

    static Number number(Document command, String field) {
        if (command.get(field) instanceof Number number) {
            return number;
        }
        throw wrong(field, "a number", command.get(field));
    }

    static String text(Document command, String field) {
        if (command.get(field) instanceof String text) {
            return text;
        }
        throw wrong(field, "a string", command.get(field));
    }

    private static CommandError wrong(String field, String wanted, @Nullable Object found) {
        return new CommandError(14, "TypeMismatch", "Field '" + field + "' must be " + wanted + ", not " + found);
    }

    private Fields() {}
}
