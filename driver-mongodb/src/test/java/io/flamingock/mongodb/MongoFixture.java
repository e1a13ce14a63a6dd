package io.flamingock.mongodb;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.flamingock.audit.AuditStore;
import io.flamingock.servers.mongo.MongoServer;
import io.flamingock.targets.TransactionalTargetSystem;
import io.flamingock.tck.DriverFixture;
import io.flamingock.tck.StoreFixture;
import io.flamingock.tck.TargetFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;

/**
 * A database of its own, for the contract tests. Its client is configured as badly as can be, because nothing may depend
 * on that.
 */
final class MongoFixture implements DriverFixture {

    private static final Duration LOCK_TIMEOUT = Duration.ofMillis(500);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final MongoServer server;
    private final MongoClient client;
    private final String database = "flamingock_test_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();

    private MongoFixture(MongoServer server) {
        this.server = server;
        this.client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(server.connectionString()))
                .readPreference(ReadPreference.secondaryPreferred())
                .readConcern(ReadConcern.LOCAL)
                .writeConcern(WriteConcern.W1)
                .build());
        client.getDatabase(database).createCollection("effects");
    }

    static MongoFixture on(MongoServer server) {
        return new MongoFixture(server);
    }

    @Override
    public AuditStore open() {
        return MongoAuditStore.of(client, database).lockTimeout(LOCK_TIMEOUT);
    }

    @Override
    public boolean isUntouched() {
        return client.getDatabase(database)
                .listCollectionNames()
                .into(new ArrayList<>())
                .equals(List.of("effects"));
    }

    @Override
    public void letPass(Duration time) {
        if (server.isStandIn()) {
            client.getDatabase("admin")
                    .runCommand(new Document("flamingockClock", new Document("moveMillis", time.toMillis())));
            return;
        }
        StoreFixture.sleep(time);
    }

    /** One insert cannot look at another document. */
    @Override
    public boolean looksAtExpectedHead() {
        return false;
    }

    @Override
    public TargetFixture target() {
        return new Target();
    }

    @Override
    public Optional<String> withoutTransactions() {
        return server.mode() == MongoServer.Mode.STANDALONE
                ? Optional.of(server.describe() + " has no transactions")
                : Optional.empty();
    }

    @Override
    public String runsOn() {
        return (server.isStandIn() ? "stand-in for MongoDB" : "MongoDB " + version())
                + switch (server.mode()) {
                    case REPLICA_SET -> "";
                    case REPLICA_SET_WITHOUT_LABELS -> " (without error labels)";
                    case ROUTER -> " (sharded cluster)";
                    case STANDALONE -> " (standalone)";
                };
    }

    private String version() {
        return client.getDatabase("admin")
                .runCommand(new Document("buildInfo", 1))
                .getString("version");
    }

    @Override
    public void close() {
        client.getDatabase(database).drop();
        client.close();
    }

    private final class Target implements TargetFixture {

        @Override
        public TransactionalTargetSystem open() {
            return MongoTargetSystem.of("data", client, database).lockTimeout(LOCK_TIMEOUT);
        }

        @Override
        public Class<?> boundType() {
            return MongoDatabase.class;
        }

        @Override
        public void write(Object bound, String key) {
            ((MongoDatabase) bound).getCollection("effects").insertOne(new Document("effect", key));
        }

        @Override
        public long count(String key) {
            return client.getDatabase(database).getCollection("effects").countDocuments(Filters.eq("effect", key));
        }

        @Override
        public boolean commitBehindOurBack(Object bound) {
            return false;
        }

        /** A duplicate key, which a body swallows: the server has undone the transaction, and nothing follows in it. */
        @Override
        public boolean undoBehindOurBack(Object bound) {
            var effects = ((MongoDatabase) bound).getCollection("effects");
            try {
                effects.insertMany(List.of(new Document("_id", 1), new Document("_id", 1)));
            } catch (MongoException swallowed) {
                return false;
            }
            throw new IllegalStateException("two documents have the same key");
        }

        @Override
        public Throwable undoneByDatabase() {
            MongoException conflict = new MongoException(112, "WriteConflict");
            conflict.addLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL);
            return conflict;
        }

        /** Where the user may see all transactions, and only one is open. */
        @Override
        public boolean endsBlockingSessions() {
            return true;
        }

        @Override
        public String session(Object bound) {
            throw new UnsupportedOperationException("sessions that block are ended: " + ClientSession.class);
        }

        @Override
        public String runsOn() {
            return MongoFixture.this.runsOn();
        }

        @Override
        public void close() {
            MongoFixture.this.close();
        }
    }
}
