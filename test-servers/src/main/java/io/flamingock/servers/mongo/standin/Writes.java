package io.flamingock.servers.mongo.standin;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An insert, update or delete, one statement after the other: each is atomic, the command is not, and what has been
 * done stays done where the next one fails (mongo-java-server counts what failed, and goes on after it).
 */
final class Writes {

    private static final Map<String, String> STATEMENTS =
            Map.of("insert", "documents", "update", "updates", "delete", "deletes");

    static boolean isOne(String command) {
        return STATEMENTS.containsKey(command);
    }

    /**
     * @param done answers to statements of this command that an earlier try has carried out, by statement number;
     *     what is carried out now is added
     * @param carryOut runs a command with one statement
     */
    static Document run(
            Operation operation,
            Document command,
            Map<Integer, Document> done,
            int stopAfter,
            Function<Document, Document> carryOut) {
        String field = Objects.requireNonNull(STATEMENTS.get(operation.name));
        List<Document> statements = Fields.documents(command, field);
        boolean ordered = !Boolean.FALSE.equals(command.get("ordered"));
        Tally tally = new Tally();
        for (int i = 0; i < statements.size(); i++) {
            if (i == stopAfter) {
                throw new Hangup();
            }
            int number = number(command, i);
            Document known = done.get(number);
            if (known != null) {
                tally.add(i, known);
                tally.retried.add(number);
                continue;
            }
            Document single = command.clone();
            single.put(field, List.of(statements.get(i)));
            Document answer = one(single, carryOut);
            tally.add(i, answer);
            if (!answer.containsKey("writeErrors")) {
                done.put(number, answer);
            } else if (ordered) {
                break;
            }
        }
        return tally.answer(operation.name);
    }

    private static Document one(Document single, Function<Document, Document> carryOut) {
        try {
            return carryOut.apply(single);
        } catch (CommandError e) {
            throw e;
        } catch (MongoServerError e) {
            Document error = new Document("index", 0)
                    .append("code", e.getCode())
                    .append("errmsg", e.getMessageWithoutErrorCode());
            return new Document("n", 0).append("writeErrors", List.of(error));
        }
    }

    static int number(Document command, int index) {
        if (command.get("stmtIds") instanceof List<?> numbers) {
            return ((Number) numbers.get(index)).intValue();
        }
        return (command.get("stmtId") instanceof Number first ? first.intValue() : 0) + index;
    }

    private static final class Tally {

        private int n;
        private int modified;
        private final List<Document> upserted = new ArrayList<>();
        private final List<Document> errors = new ArrayList<>();
        private final List<Integer> retried = new ArrayList<>();

        void add(int index, Document answer) {
            boolean failed = answer.get("writeErrors") instanceof List<?> list && !list.isEmpty();
            n += failed ? 0 : Fields.number(answer, "n").intValue();
            modified += answer.get("nModified") instanceof Number number ? number.intValue() : 0;
            addTo(upserted, answer.get("upserted"), index);
            addTo(errors, answer.get("writeErrors"), index);
        }

        private static void addTo(List<Document> all, @Nullable Object those, int index) {
            if (those instanceof Iterable<?> documents) {
                documents.forEach(document -> {
                    Document copy = ((Document) document).clone();
                    copy.put("index", index);
                    all.add(copy);
                });
            }
        }

        Document answer(String name) {
            Document answer = new Document("n", n);
            if (name.equals("update")) {
                answer.put("nModified", modified);
            }
            putIfAny(answer, "upserted", upserted);
            putIfAny(answer, "writeErrors", errors);
            putIfAny(answer, "retriedStmtIds", retried);
            return answer.append("ok", 1.0);
        }

        private static void putIfAny(Document answer, String field, List<?> values) {
            if (!values.isEmpty()) {
                answer.put(field, values);
            }
        }
    }

    private Writes() {}
}
