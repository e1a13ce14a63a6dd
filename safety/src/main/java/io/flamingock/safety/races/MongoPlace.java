package io.flamingock.safety.races;

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
    private static final String DATABASE = "races_home";
    private static final String DATABASE_AWAY = "races_away";
    private static final String EFFECT = "races_effect";

    private final MongoClient home;
    private final MongoClient away;

    MongoPlace(String url, String elsewhere) {
        this.home = MongoClients.create(url);
        this.away = MongoClients.create(elsewhere);
    }

    @Override
    public void create() {
        home.getDatabase(DATABASE).createCollection(EFFECT);
        away.getDatabase(DATABASE_AWAY).createCollection(EFFECT);
    }

    @Override
    public void drop() {
        home.getDatabase(DATABASE).drop();
        away.getDatabase(DATABASE_AWAY).drop();
    }

    @Override
    public AuditStore store() {
        return MongoAuditStore.of(home, DATABASE).lockTimeout(LOCK_TIMEOUT).networkTimeout(NETWORK_TIMEOUT);
    }

    @Override
    public TransactionalTargetSystem home() {
        return MongoTargetSystem.of(HOME, home, DATABASE)
                .lockTimeout(LOCK_TIMEOUT)
                .networkTimeout(NETWORK_TIMEOUT);
    }

    @Override
    public TransactionalTargetSystem away() {
        return MongoTargetSystem.of(AWAY, away, DATABASE_AWAY)
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
                List.of(home.getDatabase(DATABASE).getCollection(EFFECT), outside())) {
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
        return away.getDatabase(DATABASE_AWAY).getCollection(EFFECT);
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
