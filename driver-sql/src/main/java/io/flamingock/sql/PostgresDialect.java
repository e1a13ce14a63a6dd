package io.flamingock.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** PostgreSQL: DDL is transactional, and whoever blocks can be ended. */
final class PostgresDialect extends SqlDialect {

    private static final Set<String> MISSING_TABLE = Set.of("42P01", "3F000");
    private static final Set<String> NO_SAVEPOINT = Set.of("3B001", "25P01"); // nor any transaction
    private static final String INSPECT =
            "SELECT pg_backend_pid(), current_setting('search_path'), current_setting('lock_timeout')";
    private static final String RESTORE =
            "SELECT set_config('search_path', ?, false), set_config('lock_timeout', ?, false)";
    private static final String SAVEPOINT = "flamingock_first";
    private static final Set<String> REFUSED = Set.of("42501", "25006", "3D000", "3F000");

    PostgresDialect() {
        super("PostgreSQL");
    }

    /** The wait is bounded in the same round trip, and for the transaction of this statement alone. */
    @Override
    int update(Connection connection, long lockMillis, String sql, List<?> values) throws SQLException {
        List<@Nullable Object> all = new ArrayList<>(values);
        all.add(0, Long.toString(lockMillis));
        return Statements.update(connection, "SELECT set_config('lock_timeout', ?, true); " + sql, all);
    }

    @Override
    int update(Connection connection, long lockMillis, String sql, List<?> values, SessionState state)
            throws SQLException {
        List<@Nullable Object> all = new ArrayList<>(values);
        all.add(0, Long.toString(lockMillis));
        all.add(state.schema());
        all.add(state.lockTimeout());
        return Statements.update(
                connection, "SELECT set_config('lock_timeout', ?, true); " + sql + "; " + RESTORE, all);
    }

    @Override
    boolean inspectsByTheWay() {
        return true;
    }

    /** In one round trip, with the savepoint: a transaction in which a statement has failed can be asked for nothing else. */
    @Override
    OwnStatement.First first(Connection connection, long lockMillis, OwnStatement own, @Nullable SessionState before)
            throws SQLException {
        String sql = INSPECT + ", set_config('flamingock.lock_timeout', current_setting('lock_timeout'), true);"
                + " SELECT set_config('lock_timeout', ?, true); " + own.sql()
                + "; SELECT set_config('lock_timeout', current_setting('flamingock.lock_timeout'), true); SAVEPOINT "
                + SAVEPOINT;
        List<@Nullable Object> all = new ArrayList<>(own.values());
        all.add(0, Long.toString(lockMillis));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Statements.bind(statement, all);
            statement.execute();
            SessionState state = before;
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                state = state == null ? SessionState.read(row) : state;
            }
            return new OwnStatement.First(state, Statements.rows(statement, statement.getMoreResults()));
        }
    }

    @Override
    boolean isStillIn(Connection connection, long lockMillis, OwnStatement first, SessionState state)
            throws SQLException {
        try {
            Statements.execute(connection, "ROLLBACK TO SAVEPOINT " + SAVEPOINT);
            return true;
        } catch (SQLException e) {
            if (NO_SAVEPOINT.contains(state(e))) {
                return false;
            }
            throw e;
        }
    }

    /** A deadlock too leaves it open, for nothing but a rollback, or for one to a savepoint of the body. */
    @Override
    boolean hasUndone(Connection connection, SQLException e) {
        return false;
    }

    @Override
    SessionState inspect(Connection connection) throws SQLException {
        return Statements.query(connection, INSPECT, List.of(), SessionState::read)
                .get(0);
    }

    @Override
    void restore(Connection connection, SessionState state) throws SQLException {
        Statements.query(connection, RESTORE, List.of(state.schema(), state.lockTimeout()), row -> "");
    }

    @Override
    @Nullable
    String schemaOf(Connection connection, String qualified) throws SQLException {
        return Statements.query(
                        connection,
                        "SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                                + " WHERE c.oid = to_regclass(?)",
                        List.of(qualified),
                        row -> row.getString(1))
                .stream()
                .findFirst()
                .orElse(null);
    }

    /** A prepared transaction, which has no session, blocks as number 0. */
    @Override
    List<Blocker> blockers(Connection connection, String sessionId) throws SQLException {
        return Statements.query(
                connection,
                "SELECT b.pid, COALESCE(CAST(a.backend_start AS VARCHAR), ''),"
                        + " CONCAT('session ', b.pid, ' of ', COALESCE(a.usename, '?'), ' (',"
                        + " COALESCE(NULLIF(a.application_name, ''), 'unnamed'), ' at ',"
                        + " COALESCE(CAST(a.client_addr AS VARCHAR), 'local'), ', ', COALESCE(a.state, '?'),"
                        + " ', transaction open since ', COALESCE(CAST(a.xact_start AS VARCHAR), '?'), ')')"
                        + " FROM unnest(pg_blocking_pids(CAST(? AS INTEGER))) AS b(pid)"
                        + " LEFT JOIN pg_stat_activity a ON a.pid = b.pid",
                List.of(sessionId),
                row -> row.getInt(1) == 0
                        ? new Blocker(
                                "0", "", "a prepared transaction", "ROLLBACK PREPARED '…' (see pg_prepared_xacts)")
                        : new Blocker(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                "SELECT pg_terminate_backend(" + row.getString(1) + ")"));
    }

    /** Only that very session: a number may have been given to another one since. */
    @Override
    Blocker.End end(Connection connection, Blocker blocker) throws SQLException {
        return Statements.query(
                        connection,
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                + " WHERE pid = CAST(? AS INTEGER) AND CAST(backend_start AS VARCHAR) = ?",
                        List.of(blocker.id(), blocker.since()),
                        row -> row.getBoolean(1) ? Blocker.End.ENDED : Blocker.End.NOT_ENDED)
                .stream()
                .findFirst()
                .orElse(Blocker.End.GONE);
    }

    @Override
    String nowMillis() {
        return "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
    }

    @Override
    boolean isMissingTable(SQLException e) {
        return MISSING_TABLE.contains(state(e));
    }

    @Override
    boolean isDuplicate(SQLException e) {
        return state(e).equals("23505");
    }

    @Override
    boolean isLockTimeout(SQLException e) {
        return state(e).equals("55P03");
    }

    @Override
    boolean isRefused(SQLException e) {
        return REFUSED.contains(state(e)) || isLogin(e);
    }

    @Override
    boolean isUndone(SQLException e) {
        return state(e).equals("40001") || state(e).equals("40P01");
    }

    /** Whether the transaction takes no more statements, because one of them has failed; no other database says this. */
    static boolean isAborted(SQLException e) {
        return state(e).equals("25P02");
    }

    /** Whether the statement cannot run inside a transaction. */
    static boolean isOutsideOnly(SQLException e) {
        return state(e).equals("25001");
    }
}
