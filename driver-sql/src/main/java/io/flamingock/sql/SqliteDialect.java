package io.flamingock.sql;

import io.flamingock.audit.StoreRefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
        String url = connection.getMetaData().getURL().toLowerCase(Locale.ROOT);
        if (file(connection).isEmpty()) {
            throw refused("is in memory, where each connection may have a database of its own. Use a file, or an"
                    + " InMemoryAuditStore for tests");
        }
        if (url.contains("cache=shared")) {
            throw refused("has a shared cache, in which nobody waits for a lock. Take cache=shared out of the URL");
        }
        if (one(connection, "PRAGMA journal_mode").equals("off")) {
            throw refused("has journal_mode OFF, with which nothing can be rolled back. Use DELETE or WAL");
        }
        if (schema != null && !schema.equals("main")) {
            throw refused("has no schemas, and what is in an attached file does not commit as one with the main one"
                    + " in every journal mode. Leave schema(…) out");
        }
    }

    private static StoreRefusedException refused(String why) {
        return new StoreRefusedException("[S28] this SQLite database " + why + "; nothing was written", null);
    }

    @Override
    int update(Connection connection, long lockMillis, String sql, List<?> values) throws SQLException {
        return update(connection, lockMillis, sql, values, one(connection, "PRAGMA busy_timeout"));
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
        try {
            return Statements.update(connection, sql, values);
        } finally {
            Statements.execute(connection, "PRAGMA busy_timeout = " + before);
        }
    }

    /**
     * After a {@code COMMIT} or {@code ROLLBACK} in a statement, or an error that rolls back by itself, the driver would
     * go on statement by statement.
     */
    @Override
    void keepOpen(Connection connection) throws SQLException {
        try {
            Statements.execute(connection, "BEGIN");
        } catch (SQLException e) {
            if (e.getErrorCode() != ERROR) { // it is open, as it should be
                throw e;
            }
        }
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
            keepOpen(connection);
            connection.rollback();
        } catch (SQLException e) {
            connection.unwrap(Connection.class).close();
        }
    }

    @Override
    SessionState inspect(Connection connection) throws SQLException {
        return new SessionState(file(connection), "main", one(connection, "PRAGMA busy_timeout"));
    }

    @Override
    void restore(Connection connection, SessionState state) throws SQLException {
        Statements.execute(connection, "PRAGMA busy_timeout = " + state.lockTimeout());
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
    boolean end(Connection connection, Blocker blocker) {
        return false;
    }

    @Override
    Optional<String> lossAtCrash(Connection connection) throws SQLException {
        String synchronous = one(connection, "PRAGMA synchronous");
        String journal = one(connection, "PRAGMA journal_mode");
        boolean unsafe = synchronous.equals("0")
                || journal.equals("memory")
                || (synchronous.equals("1") && journal.equals("wal"));
        return !unsafe
                ? Optional.empty()
                : Optional.of("the SQLite database " + file(connection) + " has journal_mode " + journal
                        + " and synchronous " + synchronous
                        + ": when the power fails or the host crashes, it loses commits that"
                        + " it has acknowledged, or more, entries of the log among them: what was executed may then be"
                        + " executed again. Use journal_mode DELETE or WAL, and synchronous FULL, in all connections");
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

    private static String file(Connection connection) throws SQLException {
        return Statements.query(
                        connection,
                        "PRAGMA database_list",
                        List.of(),
                        row -> row.getString("name").equals("main") ? text(row.getString("file")) : "")
                .stream()
                .collect(Collectors.joining());
    }

    /** A PRAGMA; the same as a SELECT would lock the file for reading, in a transaction to its end. */
    private static String one(Connection connection, String pragma) throws SQLException {
        return Statements.query(connection, pragma, List.of(), row -> text(row.getString(1)))
                .get(0);
    }

    private static String text(SQLException e) {
        return text(e.getMessage());
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
