package io.flamingock.mongodb;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.flamingock.audit.StoreRefusedException;
import io.flamingock.targets.Marker;
import io.flamingock.targets.Offered;
import io.flamingock.targets.Settlement;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.targets.TransactionalTargetSystem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;

/**
 * A MongoDB database that changes change. A parameter of type {@link MongoDatabase} is bound to the transaction that
 * also holds the outcome: all that is done through it, and through the collections that it gives, is part of it. One of
 * type {@link ClientSession} is the session of that transaction. The {@link MongoClient} is offered too, and what is done
 * through it without that session is outside of any transaction.
 *
 * <pre>{@code
 * @Execution
 * void execute(MongoDatabase database) {
 *     database.getCollection("users").updateMany(exists("status", false), set("status", "active"));
 * }
 * }</pre>
 *
 * <p>What MongoDB does not do in a transaction (indexes, {@code drop}, {@code estimatedDocumentCount} …) is refused, with
 * the advice to declare {@code transactional = false}; such a change gets the plain objects. A standalone server has no
 * transactions at all: its changes run in mode NONE. Immutable; each method that configures returns a copy. Safe for use
 * by several threads.
 */
public final class MongoTargetSystem implements TransactionalTargetSystem {

    private static final String STANDALONE =
            "the MongoDB server is a standalone one and has no transactions: a change that"
                    + " fails in the middle stays half done, for a human to look at. A replica set, of one member at least, has them";

    private final String name;
    private final Settings settings;
    private final Mongo mongo;
    private volatile boolean hasTransactions;

    private MongoTargetSystem(String name, Settings settings) {
        this.name = name;
        this.settings = settings;
        this.mongo = Mongo.ofTarget(settings, name);
    }

    /**
     * The database, under the name that {@code @TargetSystem} refers to.
     *
     * @param name as in {@code @TargetSystem}; not blank
     * @param client that of the store for mode SHARED: the same object; stays open
     * @param database whose collections changes get
     * @return connects to nothing yet
     * @throws IllegalArgumentException a name is none, or the client writes with {@code w:0}
     */
    public static MongoTargetSystem of(String name, MongoClient client, String database) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("[D18] the name of a target system is empty");
        }
        return new MongoTargetSystem(name, Settings.of(client, database));
    }

    /**
     * With another name for the collection of markers.
     *
     * @param collection instead of {@code flamingock_marker}
     * @return a copy of this target system with it
     * @throws IllegalArgumentException it is no identifier of ASCII letters, digits and {@code _}
     */
    public MongoTargetSystem markerCollection(String collection) {
        return new MongoTargetSystem(name, settings.withName(Role.MARKER, collection));
    }

    /**
     * {@code false}: never creates; where the collection of markers is missing, changes run in mode NONE.
     *
     * @param autoCreate {@code true} if not set
     * @return a copy of this target system with it
     */
    public MongoTargetSystem autoCreate(boolean autoCreate) {
        return new MongoTargetSystem(name, settings.withAutoCreate(autoCreate));
    }

    /**
     * How long to settle an attempt may wait for the transaction that holds its marker, from 1 ms.
     *
     * @param timeout {@link MongoAuditStore#DEFAULT_LOCK_TIMEOUT} if not set
     * @return a copy of this target system with it
     * @throws IllegalArgumentException it is shorter than 1 ms, or longer than {@code Integer.MAX_VALUE} ms
     */
    public MongoTargetSystem lockTimeout(Duration timeout) {
        return new MongoTargetSystem(name, settings.withLockTimeout(timeout));
    }

    /**
     * How long the answer to a marker, an entry, commit or rollback may take, from 1 ms; a body's operations are free.
     *
     * @param timeout {@link MongoAuditStore#DEFAULT_NETWORK_TIMEOUT} if not set
     * @return a copy of this target system with it
     * @throws IllegalArgumentException it is shorter than 1 ms, or longer than {@code Integer.MAX_VALUE} ms
     */
    public MongoTargetSystem networkTimeout(Duration timeout) {
        return new MongoTargetSystem(name, settings.withNetworkTimeout(timeout));
    }

    /** {@return what a DBA enters into mongosh to create the collection of markers; needs no connection} */
    public List<String> commands() {
        return List.of(new Collections(mongo).command(Role.MARKER));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Offered> unbound() {
        return List.of(new Offered(MongoClient.class, null, settings.client()));
    }

    @Override
    public Object transactionDomain() {
        return settings.client();
    }

    @Override
    public Set<Class<?>> boundTypes() {
        return Set.of(MongoDatabase.class, ClientSession.class);
    }

    /** Nothing that a body is given commits, and MongoDB has no operation that does so by the way. */
    @Override
    public boolean bodyCanCommit() {
        return false;
    }

    @Override
    public Optional<String> implicitCommits() {
        return Optional.empty();
    }

    /** {@inheritDoc} Asks the server until it was found to have them. */
    @Override
    public Optional<String> withoutTransactions() {
        if (!hasTransactions) {
            hasTransactions = mongo.call("asking for the kind of server", this::asksTransactions);
        }
        return hasTransactions ? Optional.empty() : Optional.of(STANDALONE);
    }

    /**
     * {@inheritDoc}
     *
     * @throws StoreRefusedException there is something of that name, but it is not ours
     */
    @Override
    public Optional<String> prepareMarkers() {
        return mongo.call("preparing the collection of markers", () -> {
            try {
                new Collections(mongo).create(Role.MARKER);
                return Optional.<String>empty();
            } catch (StoreRefusedException e) {
                return Optional.ofNullable(e.getMessage());
            }
        });
    }

    @Override
    public TargetTransaction begin() {
        return mongo.call("beginning a transaction", () -> MongoTransaction.begin(mongo));
    }

    /** {@inheritDoc} A session is a new one, without a transaction. */
    @Override
    public <T> T autoCommitting(Class<T> type) {
        if (type == MongoDatabase.class) {
            return type.cast(settings.client().getDatabase(settings.database()));
        }
        if (type == ClientSession.class) {
            return type.cast(settings.client().startSession());
        }
        throw notBound(type);
    }

    @Override
    public Settlement settle(Marker marker) {
        return new MarkerCollection(mongo).settle(marker);
    }

    @Override
    public boolean undoneByDatabase(Throwable thrown) {
        return Errors.isUndone(thrown);
    }

    static IllegalArgumentException notBound(Class<?> type) {
        return new IllegalArgumentException(
                "a MongoDB target binds MongoDatabase and ClientSession, not " + type.getName());
    }

    /** A member of a replica set has the name of that, and a mongos says what it is. */
    private boolean asksTransactions() {
        Document answer;
        try {
            answer = mongo.admin().runCommand(new Document("hello", 1));
        } catch (MongoException e) {
            if (!Errors.isUnknownCommand(e)) {
                throw e;
            }
            answer = mongo.admin().runCommand(new Document("isMaster", 1));
        }
        return answer.containsKey("setName") || "isdbgrid".equals(answer.getString("msg"));
    }
}
