package io.flamingock.sql;

import io.flamingock.api.FlamingockException;
import io.flamingock.audit.AuditStoreException;
import io.flamingock.audit.StoreRefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One database as this package uses it, either as an audit store or as a target. Safe for use by several threads. */
final class Database {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /** However it is said: as a state of SQL, or in words. */
    private static final Pattern READ_ONLY = Pattern.compile("^25006|read[- _]?only", Pattern.CASE_INSENSITIVE);

    private final Settings settings;
    private final @Nullable String target;
    private final Pool pool;
    private final CallersTransaction callersTransaction;
    private final Map<Table, String> schemas = new ConcurrentHashMap<>();
    private final AtomicBoolean saidWhatIsLost = new AtomicBoolean();
    private volatile @Nullable SqlDialect dialect;

    /** What is done with a borrowed connection. */
    interface Work<T extends @Nullable Object> {
        T on(Session session) throws SQLException;
    }

    /** Where a connection comes from. */
    private interface Borrow {
        Connection connection() throws SQLException;
    }

    private Database(Settings settings, @Nullable String target) {
        this.settings = settings;
        this.target = target;
        this.pool = new Pool(settings.dataSource());
        this.callersTransaction = CallersTransaction.around(settings.dataSource());
    }

    static Database ofStore(Settings settings) {
        return new Database(settings, null);
    }

    static Database ofTarget(Settings settings, String name) {
        return new Database(settings, name);
    }

    Settings settings() {
        return settings;
    }

    /** Does it on a borrowed connection in auto-commit; {@code what} is for the message of what goes wrong. */
    <T extends @Nullable Object> T call(String what, Work<T> work) {
        return call(what, pool::borrow, work);
    }

    private <T extends @Nullable Object> T call(String what, Borrow borrow, Work<T> work) {
        try (Session session = open(borrow)) {
            session.autoCommit();
            return work.on(session);
        } catch (SQLException e) {
            throw failure(what, e);
        } catch (FlamingockException e) {
            throw e;
        } catch (RuntimeException e) { // of a driver, a pool, a proxy of theirs
            throw failure(what, new SQLException("the driver or the DataSource threw " + e, e));
        }
    }

    /** The same with a table: where a statement does not fit it, what was found instead is said. */
    <T extends @Nullable Object> T call(String what, Table table, Work<T> work) {
        return call(what, pool::borrow, knowing(table, work));
    }

    /** The same, by someone who waits for a connection, and for each answer, no longer than that. */
    <T extends @Nullable Object> T call(String what, Table table, Duration atMost, Work<T> work) {
        return call(what, () -> pool.borrow(atMost), knowing(table, session -> {
            session.boundNetwork(atMost);
            return work.on(session);
        }));
    }

    private <T extends @Nullable Object> Work<T> knowing(Table table, Work<T> work) {
        return session -> {
            try {
                return work.on(session);
            } catch (SQLException e) {
                if (session.dialect().isForeignTable(e)) {
                    new Schema(this).isThere(session, table);
                }
                throw e;
            }
        };
    }

    /** A borrowed connection as it comes, with the network time-out on it. */
    Session open() throws SQLException {
        return open(pool::borrow);
    }

    private Session open(Borrow borrow) throws SQLException {
        checkWhose();
        Connection connection = borrow.connection();
        try {
            return new Session(this, connection, dialect(connection));
        } catch (SQLException | RuntimeException | Error e) {
            pool.giveBack(connection);
            throw e;
        }
    }

    /** Refuses where its connections are those of our caller. */
    void checkWhose() {
        if (callersTransaction.isOnBorrowed()) {
            String text =
                    "[S32] the DataSource of " + (target == null ? "the audit store" : "target system '" + target + "'")
                            + " takes part in the transaction of Spring that is open here, and Flamingock would commit it."
                            + " Call outside of the transaction, or give the DataSource beneath,"
                            + " TransactionAwareDataSourceProxy.getTargetDataSource(); nothing was sent to it";
            throw target == null ? new StoreRefusedException(text, null) : new FlamingockException(text);
        }
    }

    void giveBack(Connection connection) {
        pool.giveBack(connection);
    }

    /** The quoted name of a table, with the schema once that is known: a body may change where a session looks. */
    String name(Table table, SqlDialect dialect) {
        @Nullable String schema = schemas.getOrDefault(table, settings.schema());
        String name = dialect.quote(settings.name(table));
        return schema == null ? name : dialect.quote(schema) + "." + name;
    }

    void remember(Table table, @Nullable String schema) {
        if (schema != null) {
            schemas.put(table, schema);
        }
    }

    /** Says once, before the first entry or marker, what its setup does to our promises: what a crash can lose. */
    void warnOfLoss(Session session) {
        if (saidWhatIsLost.compareAndSet(false, true)) {
            try {
                session.dialect().lossAtCrash(session.connection()).ifPresent(this::warnOnce);
                session.dialect()
                        .longWaits(session.connection(), settings.lockTimeout())
                        .ifPresent(this::warnOnce);
            } catch (SQLException e) {
                LOG.warn(
                        "the database does not tell how it keeps commits and bounds waits: {}",
                        Redaction.of(e).getMessage());
            }
        }
    }

    private void warnOnce(String text) {
        if (SaidOnce.isNew(settings.dataSource(), text)) {
            LOG.warn("{}", text);
        }
    }

    /** What is thrown for this; of a store an {@link AuditStoreException}. */
    FlamingockException failure(String what, SQLException e) {
        SQLException cause = Redaction.of(e);
        String text = what + (target == null ? "" : " in target system '" + target + "'") + " failed"
                + (cause.getSQLState() == null ? "" : " with SQLState " + cause.getSQLState()) + ": "
                + Redaction.withoutStatement(cause.getMessage());
        @Nullable SqlDialect known = dialect;
        @Nullable String code = refusal(cause, known);
        if (target != null) {
            return new FlamingockException(text, cause);
        }
        return code == null
                ? new AuditStoreException(text, cause)
                : new StoreRefusedException("[" + code + "] " + text + hint(code, cause), cause);
    }

    /** Whether the database says by this that it has undone the transaction; while it is not known, whether any does. */
    boolean isUndone(SQLException e) {
        @Nullable SqlDialect known = dialect;
        return known == null ? SqlDialect.isUndoneSomewhere(e) : known.isUndone(e);
    }

    /** Whether the database has undone the whole transaction, for whatever reason. */
    boolean isRollback(SQLException e) {
        @Nullable SqlDialect known = dialect;
        return known == null ? SqlDialect.isUndoneSomewhere(e) : known.isRollback(e);
    }

    private static @Nullable String refusal(SQLException e, @Nullable SqlDialect known) {
        for (@Nullable Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                if (SqlDialect.isLogin(sql)) {
                    return "S27";
                }
                if (known != null && known.isRefused(sql)) {
                    return "S29";
                }
            }
        }
        return null;
    }

    private static String hint(String code, SQLException e) {
        if (code.equals("S27")) {
            return " (check user and password)";
        }
        boolean isReadOnly =
                READ_ONLY.matcher(e.getSQLState() + " " + e.getMessage()).find();
        return isReadOnly
                ? " (the database takes no writes here, as a read-only replica: connect to the one that does);"
                        + " nothing was written"
                : " (the user lacks a privilege: SELECT, INSERT and UPDATE are needed); nothing was written";
    }

    private SqlDialect dialect(Connection connection) throws SQLException {
        @Nullable SqlDialect known = dialect;
        if (known == null) {
            known = SqlDialect.of(connection.getMetaData());
            if (known == null) {
                throw new StoreRefusedException(
                        "[S28] the database calls itself '"
                                + connection.getMetaData().getDatabaseProductName()
                                + "', which this version does not know: "
                                + SqlDialect.products() + " are; nothing was sent to it",
                        null);
            }
            known.check(connection, settings.schema());
            dialect = known;
        }
        return known;
    }
}
