package io.flamingock.servers.mongo.standin;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerException;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Databases in memory, as mongo-java-server keeps them: what is committed, or what one transaction sees. It knows
 * nothing of transactions and is not thread-safe: see {@link Store}.
 */
final class Data extends MemoryBackend {

    private final Channel channel = new EmbeddedChannel();

    Data(Clock clock) {
        super(clock);
    }

    /** Answers with values of its own: what is stored may change as soon as this has returned. */
    Document execute(String database, Document command) {
        return handleCommand(channel, database, name(command), command).cloneDeeply();
    }

    static String name(Document command) {
        return command.keySet().iterator().next();
    }

    List<String> databases() {
        return new ArrayList<>(listDatabaseNames());
    }

    List<String> collections(String database) {
        MongoCollection<?> names = resolveDatabase(database).resolveCollection("system.namespaces", false);
        return names.queryAllAsStream()
                .map(document -> Fields.text(document, "name").substring(database.length() + 1))
                .toList();
    }

    boolean has(String database, String collection) {
        return listDatabaseNames().contains(database)
                && resolveDatabase(database).resolveCollection(collection, false) != null;
    }

    /** The indexes besides the one on {@code _id}. */
    List<Document> indexes(String database, String collection) {
        MongoCollection<?> all = resolveDatabase(database).resolveCollection("system.indexes", false);
        if (all == null) {
            return List.of();
        }
        return all.handleQueryAsStream(new Document("ns", database + "." + collection))
                .filter(index -> !"_id_".equals(index.get("name")))
                .toList();
    }

    /** By {@link Key#comparable} of {@code _id}; the documents are the stored ones. */
    Map<Object, Document> documents(String database, String collection) {
        Map<Object, Document> documents = new LinkedHashMap<>();
        MongoCollection<?> stored = resolveDatabase(database).resolveCollection(collection, false);
        if (stored != null) {
            stored.queryAll().forEach(document -> documents.put(Key.comparable(document.get("_id")), document));
        }
        return documents;
    }

    void add(String database, String collection, Document document) {
        collection(database, collection).addDocument(document.cloneDeeply());
    }

    void remove(String database, String collection, @Nullable Document stored) {
        if (stored == null) {
            throw new MongoServerException("nothing to remove from " + database + "." + collection);
        }
        collection(database, collection).removeDocument(stored);
    }

    void create(String database, String collection, List<Document> indexes) {
        collection(database, collection);
        if (!indexes.isEmpty()) {
            List<Document> copies = indexes.stream().map(Document::cloneDeeply).toList();
            execute(database, new Document("createIndexes", collection).append("indexes", copies));
        }
    }

    private MongoCollection<?> collection(String database, String collection) {
        MongoDatabase home = resolveDatabase(database);
        MongoCollection<?> found = home.resolveCollection(collection, false);
        return found != null ? found : home.createCollectionOrThrowIfExists(collection);
    }
}
