package io.flamingock.sql;

import io.flamingock.audit.AuditLog;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.Holder;
import io.flamingock.audit.Lease;
import io.flamingock.audit.LeaseRow;
import io.flamingock.audit.StoreRefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * An audit store in an SQL database.
 *
 * <pre>{@code
 * SqlAuditStore.of(dataSource)                       // creates its tables where they are missing
 * SqlAuditStore.of(dataSource).schema("operations").autoCreate(false)
 * }</pre>
 *
 * <p>Needs of the {@code DataSource}: the same database at every call, and two free connections, of which it holds none
 * between calls. Pools with auto-commit off are fine; one that takes part in an open transaction of its caller, as
 * Spring's {@code TransactionAwareDataSourceProxy} does, is refused. Changes of a {@link SqlTargetSystem} on the same
 * {@code DataSource} run in mode SHARED. Immutable; each method that configures returns a copy. Safe for use by several
 * threads.
 */
public final class SqlAuditStore implements AuditStore {

    /** How long a statement waits for the lock of another session unless {@link #lockTimeout} says otherwise. */
    public static final Duration DEFAULT_LOCK_TIMEOUT = Duration.ofSeconds(5);

    /** How long an answer of the server may take unless {@link #networkTimeout} says otherwise. */
    public static final Duration DEFAULT_NETWORK_TIMEOUT = Duration.ofSeconds(30);

    private final Settings settings;
    private final Database database;

    private SqlAuditStore(Settings settings) {
        this.settings = settings;
        this.database = Database.ofStore(settings);
    }

    /**
     * A store in the database of this {@code DataSource}, with tables {@code flamingock_audit} and {@code
     * flamingock_lock}.
     *
     * @param dataSource the same database at every call, with two free connections; stays open
     * @return connects to nothing yet
     */
    public static SqlAuditStore of(DataSource dataSource) {
        return new SqlAuditStore(Settings.of(dataSource));
    }

    /**
     * With the tables in this schema, which must exist; otherwise they are where the session looks first. Case counts.
     *
     * @param schema must exist when the store is first used
     * @return a copy of this store with it
     * @throws IllegalArgumentException it is no identifier of ASCII letters, digits and {@code _}
     */
    public SqlAuditStore schema(String schema) {
        return new SqlAuditStore(settings.withSchema(schema));
    }

    /**
     * With another name for the table of the log. Case counts; reserved words are fine.
     *
     * @param name at most 63 characters
     * @return a copy of this store with it
     * @throws IllegalArgumentException it is no identifier of ASCII letters, digits and {@code _}
     */
    public SqlAuditStore auditTable(String name) {
        return new SqlAuditStore(settings.withName(Table.AUDIT, name));
    }

    /**
     * With another name for the table of leases. Case counts; reserved words are fine.
     *
     * @param name as that of the other table
     * @return a copy of this store with it
     * @throws IllegalArgumentException it is no identifier of ASCII letters, digits and {@code _}
     */
    public SqlAuditStore lockTable(String name) {
        return new SqlAuditStore(settings.withName(Table.LOCK, name));
    }

    /**
     * {@code false}: never sends DDL; a table that is missing when it is needed is refused, with its {@link #ddl}.
     *
     * @param autoCreate {@code true} if not set
     * @return a copy of this store with it
     */
    public SqlAuditStore autoCreate(boolean autoCreate) {
        return new SqlAuditStore(settings.withAutoCreate(autoCreate));
    }

    /**
     * How long a statement waits for the lock of another session, from 1 ms. MariaDB and MySQL count in whole seconds;
     * on Derby a property of its own rules, and a warning says so.
     *
     * @param timeout from 1 ms; {@link #DEFAULT_LOCK_TIMEOUT} if not set
     * @return a copy of this store with it
     * @throws IllegalArgumentException it is shorter than 1 ms, or longer than {@code Integer.MAX_VALUE} ms
     */
    public SqlAuditStore lockTimeout(Duration timeout) {
        return new SqlAuditStore(settings.withLockTimeout(timeout));
    }

    /**
     * How long an answer of the server may take, from 1 ms; a shorter one that the connection came with is left.
     * Drivers that have no such thing (H2) wait as long as they do.
     *
     * @param timeout from 1 ms; {@link #DEFAULT_NETWORK_TIMEOUT} if not set
     * @return a copy of this store with it
     * @throws IllegalArgumentException it is shorter than 1 ms, or longer than {@code Integer.MAX_VALUE} ms
     */
    public SqlAuditStore networkTimeout(Duration timeout) {
        return new SqlAuditStore(settings.withNetworkTimeout(timeout));
    }

    /**
     * The statements that create the tables, for a DBA. Connects, to learn which database it is; executes none of them.
     *
     * @return a statement for each table
     * @throws StoreRefusedException the database is none that this version knows
     * @throws io.flamingock.audit.AuditStoreException the database does not answer
     */
    public List<String> ddl() {
        Schema schema = new Schema(database);
        return database.call(
                "asking for the product",
                session ->
                        List.of(schema.ddl(session.dialect(), Table.AUDIT), schema.ddl(session.dialect(), Table.LOCK)));
    }

    @Override
    public AuditLog log(String service) {
        return new SqlAuditLog(database, service);
    }

    @Override
    public Lease.Attempt tryAcquire(String service, Holder me, Duration length) {
        return new LeaseTable(database).tryAcquire(service, me, length);
    }

    @Override
    public Optional<LeaseRow> lease(String service) {
        return new LeaseTable(database).read(service);
    }

    @Override
    public boolean release(String service, long token) {
        return new LeaseTable(database).release(service, token);
    }

    @Override
    public Object transactionDomain() {
        return settings.dataSource();
    }

    /** Nothing to give back: the {@code DataSource} is the user's. */
    @Override
    public void close() {}
}
