package io.flamingock.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SQLite in a file. One transaction writes at a time, whatever it writes: our own renewals wait for our own open
 * transaction too. The driver has no SQLStates, and its error codes have their meaning in the first word of the message.
 */
final class SqliteDialect extends SqlDialect {

    private static final int ERROR = 1;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;

    /** SQLITE_PERM, SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_AUTH, SQLITE_NOTADB. */
    private static final Set<Integer> REFUSED = Set.of(3, 8, 14, 23, 26);

    SqliteDialect() {
        super("SQLite");
    }

    @Override
    void check(Connection connection, @Nullable String schema) throws SQLException {
        SqliteSettings.check(connection, schema);
    }

    @Override
    int update(Connection connection, long lockMillis, String sql, List<?> values) throws SQLException {
        return update(connection, lockMillis, sql, values, busyTimeout(connection));
    }

    @Override
    int update(Connection connection, long lockMillis, String sql, List<?> values, SessionState state)
            throws SQLException {
        keepOpen(connection);
        return update(connection, lockMillis, sql, values, state.lockTimeout());
    }

    private static int update(Connection connection, long lockMillis, String sql, List<?> values, String before)
            throws SQLException {
        Statements.execute(connection, "PRAGMA busy_timeout = " + lockMillis);
        int rows;
        try {
            rows = Statements.update(connection, sql, values);
        } catch (SQLException e) {
            try {
                Statements.execute(connection, "PRAGMA busy_timeout = " + before);
            } catch (SQLException failed) {
                e.addSuppressed(failed);
            }
            throw e;
        }
        Statements.execute(connection, "PRAGMA busy_timeout = " + before);
        return rows;
    }

    /**
     * After a {@code COMMIT} or {@code ROLLBACK} in a statement, or an error that rolls back by itself, the driver would
     * go on statement by statement.
     */
    @Override
    void keepOpen(Connection connection) throws SQLException {
        begins(connection);
    }

    /** {@code false}: one is open, as it should be. */
    private static boolean begins(Connection connection) throws SQLException {
        try {
            Statements.execute(connection, "BEGIN");
            return true;
        } catch (SQLException e) {
            if (e.getErrorCode() != ERROR) {
                throw e;
            }
            return false;
        }
    }

    /** A full disk, RAISE(ROLLBACK) and others end it; that a write comes too late for its snapshot does not. */
    @Override
    boolean hasUndone(Connection connection, SQLException e) throws SQLException {
        return begins(connection);
    }

    @Override
    void commit(Connection connection) throws SQLException {
        keepOpen(connection);
        connection.commit();
    }

    @Override
    void rollback(Connection connection) throws SQLException {
        keepOpen(connection);
        connection.rollback();
    }

    /** The driver knows nothing of a {@code BEGIN} in a statement. */
    @Override
    boolean endLeftOpen(Connection connection) throws SQLException {
        try {
            Statements.execute(connection, "ROLLBACK");
            return true;
        } catch (SQLException e) {
            if (e.getErrorCode() != ERROR) { // there is none to roll back
                throw e;
            }
            return false;
        }
    }

    /** To abort is to do nothing for this driver, and to switch auto-commit on would commit. */
    @Override
    void throwAway(Connection connection) throws SQLException {
        try {
            rollback(connection);
        } catch (SQLException e) {
            connection.unwrap(Connection.class).close();
        }
    }

    @Override
    SessionState inspect(Connection connection) throws SQLException {
        return new SessionState(
                SqliteSettings.file(connection), "main", busyTimeout(connection), SqliteSettings.of(connection));
    }

    @Override
    void restore(Connection connection, SessionState state) throws SQLException {
        Statements.execute(connection, "PRAGMA busy_timeout = " + state.lockTimeout());
        SqliteSettings.restore(connection, state.more());
    }

    /** It does not tell who; a process that has ended blocks nobody. */
    @Override
    List<Blocker> blockers(Connection connection, String sessionId) {
        return List.of(new Blocker(
                "",
                "",
                "whoever has an unfinished transaction in the file " + sessionId + " (SQLite does not tell who)",
                "kill, and a number that fuser " + sessionId + " shows"));
    }

    @Override
    Optional<String> lossAtCrash(Connection connection) throws SQLException {
        return SqliteSettings.lossAtCrash(connection);
    }

    @Override
    String schemaOf(Connection connection, String qualified) {
        return "main";
    }

    @Override
    String nowMillis() {
        return "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
    }

    /** What stands in double quotes and is no column would be a text. */
    @Override
    String quote(String identifier) {
        return '`' + identifier + '`';
    }

    @Override
    String firstRow() {
        return " LIMIT 1";
    }

    @Override
    boolean isMissingTable(SQLException e) {
        return e.getErrorCode() == ERROR && text(e).contains("(no such table: ");
    }

    @Override
    boolean isForeignTable(SQLException e) {
        return e.getErrorCode() == ERROR && !isMissingTable(e);
    }

    @Override
    boolean isDuplicate(SQLException e) {
        return text(e).startsWith("[SQLITE_CONSTRAINT_PRIMARYKEY]") || text(e).startsWith("[SQLITE_CONSTRAINT_UNIQUE]");
    }

    @Override
    boolean isLockTimeout(SQLException e) {
        return e.getErrorCode() == BUSY || e.getErrorCode() == LOCKED;
    }

    @Override
    boolean isRefused(SQLException e) {
        return REFUSED.contains(e.getErrorCode());
    }

    /** Somebody has written since this transaction has read: it can only be rolled back. */
    @Override
    boolean isUndone(SQLException e) {
        return text(e).startsWith("[SQLITE_BUSY_SNAPSHOT]");
    }

    private static String busyTimeout(Connection connection) throws SQLException {
        return SqliteSettings.one(connection, "PRAGMA busy_timeout");
    }

    private static String text(SQLException e) {
        return text(e.getMessage());
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
