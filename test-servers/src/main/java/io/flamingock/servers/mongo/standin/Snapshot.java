package io.flamingock.servers.mongo.standin;

import de.bwaldvogel.mongo.bson.Document;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The committed data as they were when this was made, to be changed apart from them. Nobody else sees a change before
 * {@link Changes#apply}, and whoever drops the snapshot has undone it.
 *
 * <p>A collection is copied when it is first needed here, and by {@link Store} before anybody else changes it: so the
 * copy is always that of the beginning. Guarded by the store's lock.
 */
final class Snapshot {

    final Data data;
    private final Data committed;

    /** Collections as they were copied, by namespace; what differs from them was changed here. */
    private final Map<String, Map<Object, Document>> originals = new HashMap<>();

    private final Set<String> copied = new HashSet<>();

    Snapshot(Data committed, Clock clock) {
        this.committed = committed;
        this.data = new Data(clock);
    }

    void copy(String database, String collection) {
        String namespace = database + "." + collection;
        if (!copied.add(namespace) || !committed.has(database, collection)) {
            return;
        }
        data.create(database, collection, committed.indexes(database, collection));
        Map<Object, Document> documents = new LinkedHashMap<>();
        committed.documents(database, collection).forEach((id, document) -> {
            documents.put(id, document.cloneDeeply());
            data.add(database, collection, document);
        });
        originals.put(namespace, documents);
    }

    void copyAll(String database) {
        committed.collections(database).forEach(collection -> copy(database, collection));
    }

    Changes changes(String database, String collection) {
        String namespace = database + "." + collection;
        if (!data.has(database, collection)) {
            return new Changes(database, collection, List.of(), List.of(), List.of(), Set.of());
        }
        boolean created = !originals.containsKey(namespace);
        Map<Object, Document> before = originals.getOrDefault(namespace, Map.of());
        Map<Object, Document> after = data.documents(database, collection);
        List<Document> indexes = data.indexes(database, collection);
        List<Object> gone = new ArrayList<>();
        List<Document> written = new ArrayList<>();
        Set<Key> keys = new HashSet<>();
        if (created) {
            keys.add(Key.created(namespace));
        }
        before.forEach((id, document) -> {
            Document now = after.get(id);
            if (!Objects.equals(document, now)) {
                gone.add(id);
                Key.addTo(keys, namespace, indexes, document);
            }
        });
        after.forEach((id, document) -> {
            @Nullable Document original = before.get(id);
            if (!document.equals(original)) {
                written.add(document.cloneDeeply());
                Key.addTo(keys, namespace, indexes, document);
            }
        });
        return new Changes(database, collection, indexes, gone, written, keys);
    }

    /**
     * What was done to one collection.
     *
     * @param indexes all that the collection has here
     * @param gone the {@code _id}s of documents that were removed or changed
     * @param written documents that were added or changed
     */
    record Changes(
            String database,
            String collection,
            List<Document> indexes,
            List<Object> gone,
            List<Document> written,
            Set<Key> keys) {

        void apply(Data committed) {
            if (keys.isEmpty()) {
                return;
            }
            committed.create(database, collection, indexes);
            Map<Object, Document> stored = committed.documents(database, collection);
            gone.forEach(id -> committed.remove(database, collection, stored.get(id)));
            written.forEach(document -> committed.add(database, collection, document));
        }
    }
}
