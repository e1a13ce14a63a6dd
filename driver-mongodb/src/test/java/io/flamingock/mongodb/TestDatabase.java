package io.flamingock.mongodb;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.servers.mongo.MongoServer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/**
 * A database of its own, and what its client says to the server. The client is configured as badly as can be, because
 * nothing may depend on that.
 */
final class TestDatabase implements AutoCloseable {

    static final String NAME = "app";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final MongoClient client;
    private final String name = "flamingock_it_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
    private final List<BsonDocument> sent = new CopyOnWriteArrayList<>();
    private final List<Integer> answerBytes = new CopyOnWriteArrayList<>();

    TestDatabase(MongoServer server) {
        client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(server.connectionString()))
                .applicationName(name)
                .readPreference(ReadPreference.secondaryPreferred())
                .readConcern(ReadConcern.LOCAL)
                .writeConcern(WriteConcern.W1.withJournal(false))
                .addCommandListener(new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                        sent.add(event.getCommand().clone());
                    }

                    @Override
                    public void commandSucceeded(CommandSucceededEvent event) {
                        answerBytes.add(new RawBsonDocument(event.getResponse(), new BsonDocumentCodec())
                                .getByteBuffer()
                                .remaining());
                    }
                })
                .build());
    }

    MongoClient client() {
        return client;
    }

    String name() {
        return name;
    }

    MongoDatabase database() {
        return client.getDatabase(name);
    }

    MongoCollection<Document> users() {
        return database().getCollection("users");
    }

    MongoAuditStore store() {
        return MongoAuditStore.of(client, name);
    }

    MongoTargetSystem target() {
        return MongoTargetSystem.of(NAME, client, name);
    }

    FlamingockBuilder flamingock() {
        return Flamingock.builder().service("users").auditStore(store()).targetSystems(target());
    }

    /** The commands that were sent since the last call. */
    List<BsonDocument> sent() {
        List<BsonDocument> all = List.copyOf(sent);
        sent.clear();
        return all;
    }

    List<String> sentNames() {
        return sent().stream().map(BsonDocument::getFirstKey).toList();
    }

    /** The sizes of the answers since the last call. */
    List<Integer> answerBytes() {
        List<Integer> all = List.copyOf(answerBytes);
        answerBytes.clear();
        return all;
    }

    @Override
    public void close() {
        database().drop();
        client.close();
    }
}
