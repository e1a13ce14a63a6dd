package io.flamingock.servers.mongo.standin;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What only one of two transactions may write: a document, a value of a unique index, the creation of a collection. */
record Key(String namespace, String index, Object value) {

    static Key created(String namespace) {
        return new Key(namespace, "(creation)", "");
    }

    static void addTo(Set<Key> keys, String namespace, List<Document> indexes, @Nullable Document document) {
        if (document == null) {
            return;
        }
        keys.add(new Key(namespace, "_id_", comparable(document.get("_id"))));
        for (Document index : indexes) {
            if (Utils.isTrue(index.get("unique"))) {
                List<Object> values = new ArrayList<>();
                Fields.document(index, "key")
                        .keySet()
                        .forEach(path -> values.add(comparable(Utils.getSubdocumentValue(document, path))));
                if (!Utils.isTrue(index.get("sparse")) || !values.stream().allMatch(Optional.empty()::equals)) {
                    keys.add(new Key(namespace, Fields.text(index, "name"), values));
                }
            }
        }
    }

    /** Equal for values that an index takes for equal: 1, 1L and 1.0; null and missing. */
    static Object comparable(@Nullable Object value) {
        if (value == null || value instanceof Missing) {
            return Optional.empty();
        }
        if (value instanceof Number number) {
            double asDouble = number.doubleValue();
            return number instanceof Long || asDouble == Math.rint(asDouble) ? (Object) number.longValue() : asDouble;
        }
        if (value instanceof Document document) {
            List<Object> fields = new ArrayList<>();
            for (Map.Entry<String, Object> field : document.entrySet()) {
                fields.add(field.getKey());
                fields.add(comparable(field.getValue()));
            }
            return fields;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Key::comparable).toList();
        }
        return value;
    }
}
