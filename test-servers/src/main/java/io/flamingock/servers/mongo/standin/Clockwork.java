package io.flamingock.servers.mongo.standin;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Puts the time of the server's clock into a command where the library would take the machine's: {@code $$NOW} in
 * expressions and {@code $currentDate} in updates.
 */
final class Clockwork {

    static Document set(Document command, Instant now) {
        Document copy = command.cloneDeeply();
        for (Map.Entry<String, Object> field : copy.entrySet()) {
            switch (field.getKey()) {
                case "pipeline" -> field.setValue(expression(field.getValue(), now));
                case "filter", "query" -> field.setValue(query(field.getValue(), now));
                case "update" -> {
                    if (field.getValue() instanceof Document update) {
                        currentDate(update, now);
                    }
                }
                case "updates", "deletes" ->
                    Fields.documents(copy, field.getKey()).forEach(each -> statement(each, now));
                default -> {}
            }
        }
        return copy;
    }

    private static void statement(Document document, Instant now) {
        document.put("q", query(Fields.document(document, "q"), now));
        if (document.get("u") instanceof Document update) {
            currentDate(update, now);
        }
    }

    private static void currentDate(Document update, Instant now) {
        if (!(update.get("$currentDate") instanceof Document fields)) {
            return;
        }
        Document set = update.get("$set") instanceof Document existing ? existing : new Document();
        for (Map.Entry<String, Object> field : new ArrayList<>(fields.entrySet())) {
            boolean timestamp = field.getValue() instanceof Document type && "timestamp".equals(type.get("$type"));
            boolean date = Boolean.TRUE.equals(field.getValue())
                    || (field.getValue() instanceof Document type && "date".equals(type.get("$type")));
            // Everything else is an error that the library words.
            if ((date || timestamp) && !set.containsKey(field.getKey())) {
                fields.remove(field.getKey());
                set.put(field.getKey(), timestamp ? new BsonTimestamp(now, 1) : now);
            }
        }
        if (fields.isEmpty()) {
            update.remove("$currentDate");
        }
        if (!set.isEmpty()) {
            update.put("$set", set);
        }
    }

    private static Object query(Object value, Instant now) {
        if (value instanceof Document document) {
            document.replaceAll((key, inner) -> key.equals("$expr") ? expression(inner, now) : query(inner, now));
        } else if (value instanceof List<?> list) {
            return list.stream().map(inner -> query(inner, now)).toList();
        }
        return value;
    }

    private static Object expression(Object value, Instant now) {
        if ("$$NOW".equals(value)) {
            return now;
        }
        if (value instanceof Document document) {
            document.replaceAll((key, inner) -> expression(inner, now));
        } else if (value instanceof List<?> list) {
            return list.stream().map(inner -> expression(inner, now)).toList();
        }
        return value;
    }

    private Clockwork() {}
}
