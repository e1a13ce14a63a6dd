package io.flamingock.mongodb.crash;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.flamingock.audit.AuditStore;
import io.flamingock.mongodb.MongoAuditStore;
import io.flamingock.mongodb.MongoTargetSystem;
import io.flamingock.targets.TransactionalTargetSystem;
import io.flamingock.tck.crash.CrashSite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bson.BsonBinary;
import org.bson.Document;

/**
 * Two databases of a server for each service, each with a client of its own, so that they are two transaction domains.
 * The oracle is a collection in each, and a third for what is written outside transactions.
 */
final class MongoSite implements CrashSite {

    private static final Pattern SESSION = Pattern.compile("killSessions: \\[\\{id: UUID\\(\"([^\"]+)\"\\)");
    private static final String APPLICATION = "flamingock-crash";
    private static final int NAMESPACE_EXISTS = 48;

    private final MongoClient store;
    private final MongoClient elsewhere;
    private final String name;
    private final Duration lockTimeout;
    private final boolean isStandIn;
    private final Map<String, MongoSite> services = new ConcurrentHashMap<>();

    private MongoSite(MongoClient store, MongoClient elsewhere, String name, Duration lockTimeout, boolean isStandIn) {
        this.store = store;
        this.elsewhere = elsewhere;
        this.name = name;
        this.lockTimeout = lockTimeout;
        this.isStandIn = isStandIn;
    }

    /** {@code address} is that of {@link MongoDatabases}. */
    static MongoSite at(String address) {
        String[] words = address.split(" ", 4);
        return new MongoSite(
                client(words[0]),
                client(words[0]),
                words[1],
                Duration.ofMillis(Long.parseLong(words[2])),
                Boolean.parseBoolean(words[3]));
    }

    private static MongoClient client(String connectionString) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(connectionString))
                .applicationName(APPLICATION)
                .build());
    }

    /** A database for each: the stand-in copies a collection for each transaction that comes near it. */
    @Override
    public CrashSite of(String service) {
        return services.computeIfAbsent(isStandIn ? service : "all", this::create);
    }

    /** What bodies write to is there before: they are to compete for the log alone. */
    private MongoSite create(String part) {
        MongoSite site = new MongoSite(store, elsewhere, name + "_" + part, lockTimeout, isStandIn);
        for (MongoClient client : List.of(store, elsewhere)) {
            try {
                client.getDatabase(site.name(client)).createCollection("effects");
            } catch (MongoCommandException e) {
                if (e.getCode() != NAMESPACE_EXISTS) {
                    throw e;
                }
            }
        }
        return site;
    }

    /** Ends those that processes of these tests have open, whether they live or not. */
    void endTransactions() {
        MongoDatabase admin = store.getDatabase("admin");
        List<Document> sessions = admin.aggregate(List.of(
                        new Document("$currentOp", new Document("allUsers", true).append("idleSessions", true)),
                        new Document(
                                "$match",
                                new Document("transaction.parameters.autocommit", false)
                                        .append("appName", APPLICATION))))
                .map(operation ->
                        new Document("id", operation.get("lsid", Document.class).get("id")))
                .into(new ArrayList<>());
        if (!sessions.isEmpty()) {
            admin.runCommand(new Document("killSessions", sessions));
        }
    }

    private String name(MongoClient client) {
        return client == store ? name : name + "_elsewhere";
    }

    @Override
    public AuditStore store() {
        return MongoAuditStore.of(store, name).lockTimeout(lockTimeout);
    }

    @Override
    public TransactionalTargetSystem shared(String target) {
        return MongoTargetSystem.of(target, store, name).lockTimeout(lockTimeout);
    }

    @Override
    public TransactionalTargetSystem marked(String target) {
        return MongoTargetSystem.of(target, elsewhere, name(elsewhere)).lockTimeout(lockTimeout);
    }

    @Override
    public Class<?> boundType() {
        return MongoDatabase.class;
    }

    @Override
    public void write(Object bound, String effect) {
        ((MongoDatabase) bound).getCollection("effects").insertOne(new Document("effect", effect));
    }

    /** What is bound refuses it, so no scenario asks for it. */
    @Override
    public void commitInside(Object bound) {
        throw new UnsupportedOperationException("a body cannot commit on MongoDB");
    }

    @Override
    public void writeAtOnce(String effect) {
        effects(elsewhere, "outside").insertOne(new Document("effect", effect));
    }

    @Override
    public List<String> effects(String prefix) {
        List<String> all = new ArrayList<>();
        Stream.of(effects(store, "effects"), effects(elsewhere, "effects"), effects(elsewhere, "outside"))
                .forEach(collection -> collection
                        .find(Filters.and(Filters.gte("effect", prefix), Filters.lt("effect", prefix + '\uffff')))
                        .map(document -> document.getString("effect"))
                        .into(all));
        return all;
    }

    private MongoCollection<Document> effects(MongoClient client, String collection) {
        return client.getDatabase(name(client)).getCollection(collection);
    }

    /** Moves the time of the last renewal back; who asks sees whether another renewal came between. */
    @Override
    public void letPass(String service, Duration time) {
        MongoCollection<Document> leases = store.getDatabase(name).getCollection("flamingock_lock");
        Document lease = leases.find(Filters.eq("_id", service)).first();
        if (lease != null) {
            Instant renewed = lease.getDate("renewed_at").toInstant();
            leases.updateOne(
                    Filters.and(Filters.eq("_id", service), Filters.eq("renewed_at", renewed)),
                    Updates.set("renewed_at", renewed.minus(time)));
        }
    }

    /** Executes the command of the message on the server. */
    @Override
    public boolean unblock(String message) {
        List<Document> sessions = SESSION.matcher(message)
                .results()
                .map(result -> new Document("id", new BsonBinary(UUID.fromString(result.group(1)))))
                .toList();
        if (!sessions.isEmpty()) {
            store.getDatabase("admin").runCommand(new Document("killSessions", sessions));
        }
        return !sessions.isEmpty();
    }

    @Override
    public void close() {
        store.close();
        elsewhere.close();
    }
}
