package io.flamingock.servers.mongo.standin;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the library would quietly do otherwise than MongoDB, and what MongoDB forbids: an error, not a surprise. */
final class Refusals {

    static void check(Document command) {
        if (command.get("update") instanceof List || anyHas(command.get("updates"), "u")) {
            throw CommandError.notImplemented("updates by aggregation stages");
        }
        for (String option : Set.of("validator", "viewOn", "timeseries", "collation")) {
            if (command.containsKey(option)) {
                throw CommandError.notImplemented("'" + option + "' in " + Data.name(command));
            }
        }
        if (command.get("indexes") instanceof List<?> indexes) {
            indexes.forEach(index -> checkIndex((Document) index));
        }
    }

    private static boolean anyHas(@Nullable Object statements, String listField) {
        return statements instanceof List<?> list
                && list.stream().anyMatch(statement -> ((Document) statement).get(listField) instanceof List);
    }

    private static void checkIndex(Document index) {
        boolean differs = index.containsKey("partialFilterExpression") || index.containsKey("collation");
        if (differs && Utils.isTrue(index.get("unique"))) {
            throw CommandError.notImplemented("partial filters and collations of unique indexes");
        }
    }

    static void checkExists(Operation operation, Store store) {
        if (operation.name.equals("listIndexes") && !store.has(operation.database, operation.collection())) {
            throw new CommandError(
                    26, "NamespaceNotFound", "ns does not exist: " + operation.database + "." + operation.collection());
        }
    }

    static void checkInTransaction(Transaction transaction, Operation operation, Document command) {
        if (operation.name.equals("createIndexes")) {
            Data data = transaction.snapshot.data;
            String collection = operation.collection();
            transaction.snapshot.copy(operation.database, collection);
            if (data.has(operation.database, collection)
                    && !data.documents(operation.database, collection).isEmpty()) {
                throw CommandError.notInTransaction("Cannot create new indexes on non-empty collection "
                        + operation.database + "." + collection + " in a multi-document transaction.");
            }
        }
        if (operation.name.equals("aggregate") && writes(command)) {
            throw CommandError.notInTransaction("$out and $merge cannot be used in a transaction");
        }
    }

    static boolean writes(Document command) {
        return command.get("pipeline") instanceof List<?> stages
                && stages.stream()
                        .map(stage -> (Document) stage)
                        .anyMatch(stage -> stage.containsKey("$out") || stage.containsKey("$merge"));
    }

    /** Where {@code $out} or {@code $merge} writes to; for the whole server if that is not plain to see. */
    static Set<String> targets(Operation operation, Document command) {
        return Fields.documents(command, "pipeline").stream()
                .filter(stage -> stage.containsKey("$out") || stage.containsKey("$merge"))
                .map(stage -> stage.values().iterator().next())
                .map(target ->
                        target instanceof String name ? operation.database + "." + name : operation.database + ".")
                .collect(Collectors.toSet());
    }

    private Refusals() {}
}
