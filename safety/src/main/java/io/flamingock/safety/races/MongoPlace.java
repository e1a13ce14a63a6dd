package io.flamingock.safety.races;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.flamingock.api.Operation;
import io.flamingock.audit.AuditStore;
import io.flamingock.mongodb.MongoAuditStore;
import io.flamingock.mongodb.MongoTargetSystem;
import io.flamingock.targets.TransactionalTargetSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/** Two databases by two clients, on one MongoDB or two. */
final class MongoPlace implements Place<MongoDatabase> {

    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration NETWORK_TIMEOUT = Duration.ofSeconds(5);
    private static final String EFFECT = "races_effect";

    private final String homeDatabase;
    private final String awayDatabase;
    private final MongoClient home;
    private final MongoClient away;

    MongoPlace(String url, String elsewhere, int connections) {
        ConnectionString there = new ConnectionString(url);
        String databases = there.getDatabase() == null ? "races" : there.getDatabase();
        this.homeDatabase = databases + "_home";
        this.awayDatabase = databases + "_away";
        this.home = client(there, connections);
        this.away = client(new ConnectionString(elsewhere), connections);
    }

    private static MongoClient client(ConnectionString url, int connections) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(url)
                .applyToConnectionPoolSettings(pool -> pool.maxSize(connections))
                .build());
    }

    @Override
    public void create() {
        home.getDatabase(homeDatabase).createCollection(EFFECT);
        away.getDatabase(awayDatabase).createCollection(EFFECT);
    }

    @Override
    public void drop() {
        home.getDatabase(homeDatabase).drop();
        away.getDatabase(awayDatabase).drop();
    }

    @Override
    public AuditStore store() {
        return MongoAuditStore.of(home, homeDatabase).lockTimeout(LOCK_TIMEOUT).networkTimeout(NETWORK_TIMEOUT);
    }

    @Override
    public TransactionalTargetSystem home() {
        return MongoTargetSystem.of(HOME, home, homeDatabase)
                .lockTimeout(LOCK_TIMEOUT)
                .networkTimeout(NETWORK_TIMEOUT);
    }

    @Override
    public TransactionalTargetSystem away() {
        return MongoTargetSystem.of(AWAY, away, awayDatabase)
                .lockTimeout(LOCK_TIMEOUT)
                .networkTimeout(NETWORK_TIMEOUT);
    }

    @Override
    public Class<MongoDatabase> boundType() {
        return MongoDatabase.class;
    }

    @Override
    public void write(String target, MongoDatabase bound, Effect effect) {
        bound.getCollection(EFFECT).insertOne(document(effect));
    }

    /** Nothing that a body is given ends its transaction. */
    @Override
    public boolean loseTransaction(MongoDatabase bound) {
        return false;
    }

    @Override
    public void writeOutside(Effect effect) {
        outside().insertOne(document(effect));
    }

    @Override
    public List<Effect> effects(String service) {
        List<Effect> effects = new ArrayList<>();
        for (MongoCollection<Document> collection :
                List.of(home.getDatabase(homeDatabase).getCollection(EFFECT), outside())) {
            for (Document row : collection.find(new Document("service", service))) {
                effects.add(new Effect(
                        service,
                        row.getString("change"),
                        row.getInteger("attempt"),
                        row.getLong("process"),
                        Operation.valueOf(row.getString("operation")),
                        row.getInteger("part"),
                        row.getLong("nanos")));
            }
        }
        return effects;
    }

    private MongoCollection<Document> outside() {
        return away.getDatabase(awayDatabase).getCollection(EFFECT);
    }

    private static Document document(Effect effect) {
        return new Document("service", effect.service())
                .append("change", effect.change())
                .append("attempt", effect.attempt())
                .append("process", effect.process())
                .append("operation", effect.operation().name())
                .append("part", effect.part())
                .append("nanos", effect.nanos());
    }

    /** MongoDB keeps the transaction of a process that stands still for a minute. */
    @Override
    public int patienceSeconds() {
        return 60;
    }

    @Override
    public void close() {
        home.close();
        away.close();
    }
}
