package io.flamingock.sql;

import io.flamingock.audit.StoreRefusedException;
import io.flamingock.targets.Marker;
import io.flamingock.targets.Offered;
import io.flamingock.targets.Settlement;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.targets.TransactionalTargetSystem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * An SQL database that changes change. A parameter of type {@link Connection} is bound to the transaction that also
 * holds the outcome; the {@link DataSource} is offered too, and what is done through it is outside of any transaction.
 *
 * <pre>{@code
 * @Execution
 * void execute(Connection connection) throws SQLException {
 *     try (Statement statement = connection.createStatement()) {
 *         statement.execute("UPDATE users SET status = 'active'");
 *     }
 * }
 * }</pre>
 *
 * <p>The bound connection cannot commit or roll back by its methods, closing it ends only the handle, and
 * {@code unwrap} to the driver's class is the way around all that. Immutable; each method that configures returns a
 * copy. Safe for use by several threads.
 */
public final class SqlTargetSystem implements TransactionalTargetSystem {

    private final String name;
    private final Settings settings;
    private final Database database;

    private SqlTargetSystem(String name, Settings settings) {
        this.name = name;
        this.settings = settings;
        this.database = Database.ofTarget(settings, name);
    }

    /**
     * The database of this {@code DataSource}, under the name that {@code @TargetSystem} refers to.
     *
     * @param name as in {@code @TargetSystem}; not blank
     * @param dataSource that of the store for mode SHARED: the same object; stays open
     * @return connects to nothing yet
     * @throws IllegalArgumentException the name is blank
     */
    public static SqlTargetSystem of(String name, DataSource dataSource) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("[D18] the name of a target system is empty");
        }
        return new SqlTargetSystem(name, Settings.of(dataSource));
    }

    /**
     * With the table of markers in this schema, which must exist; otherwise it is where the session looks first.
     *
     * @param schema must exist when the target is first used
     * @return a copy of this target system with it
     * @throws IllegalArgumentException it is no identifier of ASCII letters, digits and {@code _}
     */
    public SqlTargetSystem schema(String schema) {
        return new SqlTargetSystem(name, settings.withSchema(schema));
    }

    /**
     * With another name for the table of markers. Case counts; reserved words are fine.
     *
     * @param table as the tables of {@link SqlAuditStore}
     * @return a copy of this target system with it
     * @throws IllegalArgumentException it is no identifier of ASCII letters, digits and {@code _}
     */
    public SqlTargetSystem markerTable(String table) {
        return new SqlTargetSystem(name, settings.withName(Table.MARKER, table));
    }

    /**
     * {@code false}: never sends DDL of its own; where the table of markers is missing, changes run in mode NONE.
     *
     * @param autoCreate {@code true} if not set
     * @return a copy of this target system with it
     */
    public SqlTargetSystem autoCreate(boolean autoCreate) {
        return new SqlTargetSystem(name, settings.withAutoCreate(autoCreate));
    }

    /**
     * How long a marker or an entry waits for the lock of another session, see {@link SqlAuditStore#lockTimeout}; a
     * body's statements are free.
     *
     * @param timeout from 1 ms; {@link SqlAuditStore#DEFAULT_LOCK_TIMEOUT} if not set
     * @return a copy of this target system with it
     * @throws IllegalArgumentException it is shorter than 1 ms, or longer than {@code Integer.MAX_VALUE} ms
     */
    public SqlTargetSystem lockTimeout(Duration timeout) {
        return new SqlTargetSystem(name, settings.withLockTimeout(timeout));
    }

    /**
     * How long the answer to a marker, an entry, commit or rollback may take, from 1 ms; a body's statements are free.
     *
     * @param timeout from 1 ms; {@link SqlAuditStore#DEFAULT_NETWORK_TIMEOUT} if not set
     * @return a copy of this target system with it
     * @throws IllegalArgumentException it is shorter than 1 ms, or longer than {@code Integer.MAX_VALUE} ms
     */
    public SqlTargetSystem networkTimeout(Duration timeout) {
        return new SqlTargetSystem(name, settings.withNetworkTimeout(timeout));
    }

    /**
     * The statement that creates the table of markers, for a DBA. Connects, to learn which database it is; executes
     * nothing.
     *
     * @return one statement
     */
    public List<String> ddl() {
        Schema schema = new Schema(database);
        return database.call("asking for the product", session -> List.of(schema.ddl(session.dialect(), Table.MARKER)));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Offered> unbound() {
        return List.of(Offered.of(settings.dataSource()));
    }

    @Override
    public Object transactionDomain() {
        return settings.dataSource();
    }

    @Override
    public Set<Class<?>> boundTypes() {
        return Set.of(Connection.class);
    }

    /** By DDL on many databases, and everywhere by a statement {@code COMMIT}. */
    @Override
    public boolean bodyCanCommit() {
        return true;
    }

    @Override
    public Optional<String> implicitCommits() {
        return database.call("asking for the product", session -> {
            database.warnOfLoss(session);
            return session.dialect().implicitCommits();
        });
    }

    /** Without connecting; a {@code DataSource} that takes part in a transaction of our caller is refused here already. */
    @Override
    public Optional<String> withoutTransactions() {
        database.checkWhose();
        return Optional.empty();
    }

    /**
     * {@inheritDoc}
     *
     * @throws StoreRefusedException there is a table of that name, but it is not ours
     */
    @Override
    public Optional<String> prepareMarkers() {
        return database.call("preparing the table of markers", session -> {
            Schema schema = new Schema(database);
            database.warnOfLoss(session);
            if (schema.isThere(session, Table.MARKER)) {
                return Optional.empty();
            }
            try {
                schema.create(session, Table.MARKER);
                return Optional.empty();
            } catch (StoreRefusedException e) {
                return Optional.ofNullable(e.getMessage());
            }
        });
    }

    @Override
    public TargetTransaction begin() {
        try {
            return SqlTransaction.begin(database);
        } catch (SQLException e) {
            throw database.failure("beginning a transaction", e);
        }
    }

    /** {@inheritDoc} The body may switch its auto-commit off, and then commits by itself. */
    @Override
    public <T> T autoCommitting(Class<T> type) {
        if (type != Connection.class) {
            throw new IllegalArgumentException("an SQL target binds java.sql.Connection, not " + type.getName());
        }
        try {
            return type.cast(FreeConnection.borrow(database));
        } catch (SQLException e) {
            throw database.failure("borrowing a connection", e);
        }
    }

    @Override
    public Settlement settle(Marker marker) {
        return new MarkerTable(database).settle(marker);
    }

    @Override
    public boolean undoneByDatabase(Throwable thrown) {
        return isUndone(thrown, 0);
    }

    private boolean isUndone(@Nullable Throwable thrown, int depth) {
        if (thrown == null || depth > 50) {
            return false;
        }
        return (thrown instanceof SQLException sql && database.isRollback(sql))
                || isUndone(thrown.getCause(), depth + 1);
    }
}
