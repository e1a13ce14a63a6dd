package io.flamingock.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What MariaDB and MySQL have in common. DDL commits; a schema is a database, and in JDBC a catalog. Each statement of
 * ours brings its own {@code sql_mode}: in one that is not strict, a text that does not fit is cut and stored.
 */
abstract class MySqlFamily extends SqlDialect {

    /** Strict, and for tables of every engine. */
    static final String STRICT = "STRICT_ALL_TABLES";

    static final int LOCK_WAIT_TIMEOUT = 1205;

    private static final Set<Integer> MISSING_TABLE = Set.of(1146, 1049, 1046); // table, database, none chosen
    private static final Set<Integer> DUPLICATE = Set.of(1062, 1586);
    private static final Set<Integer> REFUSED = Set.of(1044, 1046, 1049, 1142, 1143, 1227, 1290, 1370, 1792, 1836);
    private static final int DEADLOCK = 1213;
    private static final int LOCK_TABLE_FULL = 1206;
    private static final int XA_DEADLOCK = 1614;
    private static final int NO_SUCH_SESSION = 1094;
    private static final String NO_SESSION = "0";
    private static final InnoDbTurns TURNS = new InnoDbTurns();

    MySqlFamily(String product) {
        super(product);
    }

    /** Bounds the wait of the statement alone, so that there is nothing to put back. */
    @Override
    final int update(Connection connection, long lockMillis, String sql, List<?> values, SessionState state)
            throws SQLException {
        return update(connection, lockMillis, sql, values);
    }

    @Override
    final Optional<String> implicitCommits() {
        return ddlCommits();
    }

    @Override
    final SessionState inspect(Connection connection) throws SQLException {
        return Statements.query(
                        connection,
                        "SELECT CONNECTION_ID(), COALESCE(DATABASE(), ''), @@innodb_lock_wait_timeout",
                        List.of(),
                        SessionState::read)
                .get(0);
    }

    @Override
    final void restore(Connection connection, SessionState state) throws SQLException {
        SessionState now = inspect(connection);
        if (!now.lockTimeout().equals(state.lockTimeout())) {
            Statements.execute(connection, "SET innodb_lock_wait_timeout = " + state.lockTimeout());
        }
        if (!now.schema().equals(state.schema()) && !state.schema().isEmpty()) {
            connection.setCatalog(state.schema()); // for the driver to know; some are configured to do nothing then
            Statements.execute(connection, "USE " + quote(state.schema().replace("`", "``")));
        }
    }

    /** How long to wait for a lock, which counts in whole seconds here. */
    static long seconds(long lockMillis) {
        return Math.max(1, (lockMillis + 999) / 1000);
    }

    /** The views that tell who waits for whom; a user without the privilege PROCESS may not read them. */
    abstract String lockWaits();

    @Override
    final List<Blocker> blockers(Connection connection, String sessionId) throws SQLException {
        return TURNS.ask(() -> Statements.query(
                connection,
                "SELECT b.trx_mysql_thread_id, b.trx_started, CONCAT('session ', b.trx_mysql_thread_id, ' of ',"
                        + " COALESCE(p.user, '?'), ' (at ', COALESCE(p.host, '?'), ', ', COALESCE(p.command, '?'),"
                        + " ', transaction open since ', b.trx_started, ')')"
                        + " FROM " + lockWaits()
                        + " LEFT JOIN information_schema.processlist p ON p.id = b.trx_mysql_thread_id"
                        + " WHERE r.trx_mysql_thread_id = CAST(? AS SIGNED)",
                List.of(sessionId),
                row -> row.getLong(1) == 0
                        ? new Blocker(NO_SESSION, "", "a prepared XA transaction", "XA ROLLBACK '…' (see XA RECOVER)")
                        : new Blocker(
                                row.getString(1), row.getString(2), row.getString(3), "KILL " + row.getString(1))));
    }

    /**
     * Only while that very transaction is open: after a restart of the server the number may be another session's. One
     * that has ended by itself is not in the way any more.
     */
    @Override
    final Blocker.End end(Connection connection, Blocker blocker) throws SQLException {
        if (blocker.id().equals(NO_SESSION)) {
            return Blocker.End.NOT_ENDED;
        }
        List<Long> same = TURNS.ask(() -> Statements.query(
                connection,
                "SELECT trx_mysql_thread_id FROM information_schema.innodb_trx"
                        + " WHERE trx_mysql_thread_id = CAST(? AS SIGNED) AND CAST(trx_started AS CHAR) = ?",
                List.of(blocker.id(), blocker.since()),
                row -> row.getLong(1)));
        if (same.isEmpty()) {
            return Blocker.End.GONE;
        }
        try {
            Statements.execute(connection, "KILL " + same.get(0));
            return Blocker.End.ENDED;
        } catch (SQLException e) {
            if (e.getErrorCode() == NO_SUCH_SESSION) {
                return Blocker.End.GONE;
            }
            throw e;
        }
    }

    @Override
    final String script() {
        return "mysql.sql";
    }

    @Override
    final String schemaOf(Connection connection, String qualified) throws SQLException {
        return inspect(connection).schema();
    }

    @Override
    final @Nullable String catalogOf(Connection connection, @Nullable String schema) {
        return schema;
    }

    /** In UTC, whatever the session's time zone is, so that no hour comes twice. */
    @Override
    final String nowMillis() {
        return "(TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(3)) DIV 1000)";
    }

    /** With {@code useAffectedRows} a renewal in the same millisecond as the last one would count as none. */
    @Override
    final String renewedAt() {
        return "GREATEST(" + nowMillis() + ", COALESCE(`renewed_at`, 0) + 1)";
    }

    @Override
    final String quote(String identifier) {
        return '`' + identifier + '`';
    }

    @Override
    final String number() {
        return "CAST(? AS SIGNED)";
    }

    /** Without a length: the cast would cut what is longer, the column refuses it. */
    @Override
    final String text(int length) {
        return "CAST(? AS CHAR CHARACTER SET utf8mb4)";
    }

    @Override
    final String orEmpty(String column) {
        return "COALESCE(CAST(" + quote(column) + " AS CHAR CHARACTER SET utf8mb4), '')";
    }

    @Override
    final String concat(List<String> texts) {
        return "CONCAT(" + String.join(", ", texts) + ")";
    }

    @Override
    final String firstRow() {
        return " LIMIT 1";
    }

    @Override
    final boolean isMissingTable(SQLException e) {
        return MISSING_TABLE.contains(e.getErrorCode());
    }

    @Override
    final boolean isDuplicate(SQLException e) {
        return DUPLICATE.contains(e.getErrorCode());
    }

    @Override
    final boolean isRefused(SQLException e) {
        return REFUSED.contains(e.getErrorCode()) || isLogin(e);
    }

    /** By their numbers: MySQL's driver gives a lock time-out, which undoes nothing, the SQLState of a deadlock. */
    @Override
    boolean isUndone(SQLException e) {
        return e.getErrorCode() == DEADLOCK || e.getErrorCode() == XA_DEADLOCK;
    }

    @Override
    final boolean isRollback(SQLException e) {
        return isUndone(e) || e.getErrorCode() == LOCK_TABLE_FULL;
    }

    /** A lock time-out undoes the statement, or all, as the server is configured. */
    @Override
    final boolean hasUndone(Connection connection, SQLException e) throws SQLException {
        return isRollback(e)
                || (e.getErrorCode() == LOCK_WAIT_TIMEOUT
                        && Statements.query(
                                        connection,
                                        "SELECT @@innodb_rollback_on_timeout",
                                        List.of(),
                                        row -> row.getInt(1))
                                .contains(1));
    }
}
