package io.flamingock.servers.mongo;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A stand-in as a replica set, shared by the tests of a class, and the real driver; each test has a collection. */
abstract class StandInTest {

    static MongoServer server;
    static MongoClient client;
    static final ExecutorService OTHERS = Executors.newCachedThreadPool();

    MongoDatabase database;
    MongoCollection<Document> items;

    @BeforeAll
    static void start() {
        server = MongoServer.standIn(MongoServer.Mode.REPLICA_SET);
        client = MongoClients.create(server.connectionString());
    }

    @AfterAll
    static void end() {
        client.close();
        server.close();
    }

    @BeforeEach
    void anEmptyCollection() {
        database = client.getDatabase("test");
        items = database.getCollection("items");
        items.insertOne(item(1, "old"));
    }

    @AfterEach
    void nothingIsLeft() {
        admin(new Document("configureFailPoint", "failCommand").append("mode", "off"));
        admin(new Document("killAllSessions", java.util.List.of()));
        admin(new Document("setParameter", 1).append("transactionLifetimeLimitSeconds", 60));
        database.drop();
    }

    static ClientSession transaction() {
        ClientSession session = client.startSession();
        session.startTransaction();
        return session;
    }

    static Document item(int id, String text) {
        return new Document("_id", id).append("text", text);
    }

    static Document set(String text) {
        return new Document("$set", new Document("text", text));
    }

    static Document id(int id) {
        return new Document("_id", id);
    }

    static Document admin(Document command) {
        return client.getDatabase("admin").runCommand(command);
    }

    static Document failing(String command, int times, Document data) {
        return admin(new Document("configureFailPoint", "failCommand")
                .append("mode", new Document("times", times))
                .append("data", data.append("failCommands", java.util.List.of(command))));
    }

    static long sent(String command) {
        Document metrics = admin(new Document("serverStatus", 1)).get("metrics", Document.class);
        Document counted = metrics.get("commands", Document.class).get(command, Document.class);
        return counted == null ? 0 : counted.getLong("total");
    }
}
