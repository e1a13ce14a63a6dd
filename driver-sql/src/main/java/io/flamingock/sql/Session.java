package io.flamingock.sql;

import io.flamingock.audit.StoreRefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A borrowed connection; {@link #close} gives it back with the settings it came with. Used by one thread. */
final class Session implements AutoCloseable {

    private static final int MAX_ATTEMPTS = 20;

    /** Less is no bound for an answer, but a lost one; and 0 would be none. */
    private static final long SHORTEST_MILLIS = 250;

    private final Database database;
    private final Connection connection;
    private final SqlDialect dialect;
    private final boolean autoCommitBefore;
    private final int networkTimeoutBefore;

    Session(Database database, Connection connection, SqlDialect dialect) throws SQLException {
        this.database = database;
        this.connection = connection;
        this.dialect = dialect;
        this.autoCommitBefore = connection.getAutoCommit();
        this.networkTimeoutBefore = boundNetwork();
    }

    Connection connection() {
        return connection;
    }

    SqlDialect dialect() {
        return dialect;
    }

    String name(Table table) {
        return database.name(table, dialect);
    }

    String quote(String column) {
        return dialect.quote(column);
    }

    /**
     * To be called with each text that becomes a part of a key.
     *
     * @throws StoreRefusedException this database would take it for another one
     */
    void checkKey(String text) {
        dialect.refusal(text).ifPresent(why -> {
            throw new StoreRefusedException("[S29] " + why, null);
        });
    }

    void autoCommit() throws SQLException {
        if (!autoCommitBefore) {
            connection.setAutoCommit(true);
        }
    }

    /** One statement in auto-commit; waits for locks no longer than the lock time-out. Returns the number of rows. */
    int update(String sql, List<?> values) throws SQLException {
        return update(database.settings().lockTimeout().toMillis(), sql, values);
    }

    /** What the database has undone, as at isolation SERIALIZABLE, has not happened, and again is right. */
    int update(long lockMillis, String sql, List<?> values) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return dialect.update(connection, lockMillis, sql, dialect.complete(sql, values));
            } catch (SQLException e) {
                if (!dialect.isUndone(e) || attempt == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    <T extends @Nullable Object> List<T> query(String sql, List<?> values, Statements.RowReader<T> reader)
            throws SQLException {
        return Statements.query(connection, sql, dialect.complete(sql, values), reader);
    }

    /** Without the bound for as long as a body uses the connection. */
    void releaseNetwork() throws SQLException {
        setNetworkTimeout(networkTimeoutBefore);
    }

    /** With the bound again. Returns what it was before; -1: this driver has no such thing. */
    int boundNetwork() throws SQLException {
        if (!dialect.hasNetworkTimeout()) {
            return -1;
        }
        try {
            int before = connection.getNetworkTimeout();
            long bound = database.settings().networkTimeout().toMillis();
            if (before == 0 || before > bound) {
                connection.setNetworkTimeout(Runnable::run, (int) bound);
            }
            return before;
        } catch (SQLFeatureNotSupportedException | LinkageError e) {
            return -1;
        }
    }

    /** With a tighter bound, until it is given back. */
    void boundNetwork(Duration bound) throws SQLException {
        if (networkTimeoutBefore >= 0 && bound.compareTo(database.settings().networkTimeout()) < 0) {
            connection.setNetworkTimeout(Runnable::run, (int) Math.max(SHORTEST_MILLIS, bound.toMillis()));
        }
    }

    /** Its state is not known, so nobody shall have it again: a broken connection is one that pools do not keep. */
    void throwAway() {
        try {
            dialect.throwAway(connection);
        } catch (SQLException | RuntimeException | LinkageError e) {
            // it is as broken as it can be
        }
    }

    @Override
    public void close() {
        try {
            if (connection.getAutoCommit() != autoCommitBefore) {
                connection.setAutoCommit(autoCommitBefore);
            }
            releaseNetwork();
        } catch (SQLException | RuntimeException e) {
            // broken: the pool notices, and what was done with it is known from its own answer
        } finally {
            database.giveBack(connection);
        }
    }

    private void setNetworkTimeout(int millis) throws SQLException {
        if (millis >= 0 && connection.getNetworkTimeout() != millis) {
            connection.setNetworkTimeout(Runnable::run, millis);
        }
    }
}
