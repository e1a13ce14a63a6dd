package io.flamingock.mongodb;

import com.mongodb.client.MongoClient;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.Holder;
import io.flamingock.audit.Lease;
import io.flamingock.audit.LeaseRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An audit store in MongoDB.
 *
 * <pre>{@code
 * MongoAuditStore.of(client, "app")                     // creates its collections where they are missing
 * MongoAuditStore.of(client, "app").autoCreate(false)
 * }</pre>
 *
 * <p>Writes with {@code w:majority, j:true} and reads from the primary with read concern majority, whatever the client
 * is configured with. Changes of a {@link MongoTargetSystem} with the same {@code MongoClient} run in mode SHARED.
 * Immutable; each method that configures returns a copy. Safe for use by several threads.
 */
public final class MongoAuditStore implements AuditStore {

    /** How long an append waits for another session's transaction unless {@link #lockTimeout} says otherwise. */
    public static final Duration DEFAULT_LOCK_TIMEOUT = Duration.ofSeconds(5);

    /** How long an answer of the server may take unless {@link #networkTimeout} says otherwise. */
    public static final Duration DEFAULT_NETWORK_TIMEOUT = Duration.ofSeconds(30);

    private final Settings settings;
    private final Mongo mongo;

    private MongoAuditStore(Settings settings) {
        this.settings = settings;
        this.mongo = Mongo.ofStore(settings);
    }

    /**
     * A store in this database, with collections {@code flamingock_audit} and {@code flamingock_lock}.
     *
     * @param client stays open, the caller closes it; its concerns are not used
     * @param database created by the server when the first collection is
     * @return connects to nothing yet
     * @throws IllegalArgumentException it is no name of a database, or the client writes with {@code w:0}
     */
    public static MongoAuditStore of(MongoClient client, String database) {
        return new MongoAuditStore(Settings.of(client, database));
    }

    /**
     * With another name for the collection of the log.
     *
     * @param name instead of {@code flamingock_audit}
     * @return a copy of this store with it
     * @throws IllegalArgumentException it is no identifier of ASCII letters, digits and {@code _}
     */
    public MongoAuditStore auditCollection(String name) {
        return new MongoAuditStore(settings.withName(Role.AUDIT, name));
    }

    /**
     * With another name for the collection of leases.
     *
     * @param name instead of {@code flamingock_lock}
     * @return a copy of this store with it
     * @throws IllegalArgumentException it is no identifier of ASCII letters, digits and {@code _}
     */
    public MongoAuditStore lockCollection(String name) {
        return new MongoAuditStore(settings.withName(Role.LOCK, name));
    }

    /**
     * {@code false}: never creates; a collection that is missing when it is needed is refused, with its command.
     *
     * @param autoCreate {@code true} if not set
     * @return a copy of this store with it
     */
    public MongoAuditStore autoCreate(boolean autoCreate) {
        return new MongoAuditStore(settings.withAutoCreate(autoCreate));
    }

    /**
     * How long an append waits for another session's transaction, from 1 ms.
     *
     * @param timeout {@link #DEFAULT_LOCK_TIMEOUT} if not set
     * @return a copy of this store with it
     * @throws IllegalArgumentException it is shorter than 1 ms, or longer than {@code Integer.MAX_VALUE} ms
     */
    public MongoAuditStore lockTimeout(Duration timeout) {
        return new MongoAuditStore(settings.withLockTimeout(timeout));
    }

    /**
     * How long any other call may take, the choice of a server and the driver's own retries included; from 1 ms.
     *
     * @param timeout {@link #DEFAULT_NETWORK_TIMEOUT} if not set
     * @return a copy of this store with it
     * @throws IllegalArgumentException it is shorter than 1 ms, or longer than {@code Integer.MAX_VALUE} ms
     */
    public MongoAuditStore networkTimeout(Duration timeout) {
        return new MongoAuditStore(settings.withNetworkTimeout(timeout));
    }

    /** {@return what a DBA enters into mongosh to create the collections; needs no connection} */
    public List<String> commands() {
        Collections collections = new Collections(mongo);
        return List.of(collections.command(Role.AUDIT), collections.command(Role.LOCK));
    }

    @Override
    public AuditLog log(String service) {
        return new MongoAuditLog(mongo, service);
    }

    @Override
    public Lease.Attempt tryAcquire(String service, Holder me, Duration length) {
        return new LeaseCollection(mongo).tryAcquire(service, me, length);
    }

    @Override
    public Optional<LeaseRow> lease(String service) {
        return new LeaseCollection(mongo).read(service);
    }

    @Override
    public boolean release(String service, long token) {
        return new LeaseCollection(mongo).release(service, token);
    }

    @Override
    public Object transactionDomain() {
        return settings.client();
    }

    /** Nothing to give back: the {@code MongoClient} is the user's. */
    @Override
    public void close() {}
}
