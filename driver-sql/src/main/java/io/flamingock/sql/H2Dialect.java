package io.flamingock.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** H2: tells who holds something uncommitted, not who blocks an insert; ending a session is left to people. */
final class H2Dialect extends SqlDialect {

    private static final Set<String> MISSING_TABLE = Set.of("42S02", "42S03", "42S04", "90079");
    private static final Set<String> LOCK_TIMEOUT = Set.of("HYT00", "90131");
    private static final Set<String> REFUSED = Set.of("90096", "90040", "90097", "90079");

    private static final Pattern IN_MEMORY = Pattern.compile("^(?:nio)?mem(?:FS|LZF):", Pattern.CASE_INSENSITIVE);

    H2Dialect() {
        super("H2");
    }

    @Override
    int update(Connection connection, long lockMillis, String sql, List<?> values) throws SQLException {
        return update(connection, lockMillis, sql, values, inspect(connection));
    }

    @Override
    int update(Connection connection, long lockMillis, String sql, List<?> values, SessionState state)
            throws SQLException {
        Statements.execute(connection, "SET LOCK_TIMEOUT " + lockMillis);
        try {
            return Statements.update(connection, sql, values);
        } finally {
            Statements.execute(connection, "SET LOCK_TIMEOUT " + state.lockTimeout());
        }
    }

    @Override
    Optional<String> implicitCommits() {
        return ddlCommits();
    }

    @Override
    SessionState inspect(Connection connection) throws SQLException {
        return Statements.query(
                        connection, "SELECT SESSION_ID(), SCHEMA(), LOCK_TIMEOUT()", List.of(), SessionState::read)
                .get(0);
    }

    @Override
    void restore(Connection connection, SessionState state) throws SQLException {
        connection.setSchema(state.schema());
        Statements.execute(connection, "SET LOCK_TIMEOUT " + state.lockTimeout());
    }

    @Override
    List<Blocker> blockers(Connection connection, String sessionId) throws SQLException {
        return Statements.query(
                connection,
                "SELECT b.SESSION_ID, CAST(b.SESSION_START AS VARCHAR), b.USER_NAME, b.SESSION_STATE"
                        + " FROM INFORMATION_SCHEMA.SESSIONS b, INFORMATION_SCHEMA.SESSIONS me"
                        + " WHERE me.SESSION_ID = CAST(? AS INTEGER) AND b.SESSION_ID <> me.SESSION_ID"
                        + " AND (b.SESSION_ID = me.BLOCKER_ID"
                        + " OR me.BLOCKER_ID IS NULL AND b.CONTAINS_UNCOMMITTED)",
                List.of(sessionId),
                row -> new Blocker(
                        row.getString(1),
                        row.getString(2),
                        "session " + row.getString(1) + " of " + row.getString(3) + " (since " + row.getString(2)
                                + ", state " + row.getString(4) + ")",
                        "CALL ABORT_SESSION(" + row.getString(1) + ")"));
    }

    /**
     * The delay that counts is the last of several rows of that name. One that was set by {@code SET} is stored, and
     * ignored when the database is opened again.
     */
    @Override
    Optional<String> lossAtCrash(Connection connection) throws SQLException {
        List<String> delays = Statements.query(
                connection,
                "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'WRITE_DELAY'",
                List.of(),
                row -> row.getString(1));
        @Nullable
        String path = Statements.<@Nullable String>query(
                        connection, "CALL DATABASE_PATH()", List.of(), row -> row.getString(1))
                .get(0);
        if (path == null || IN_MEMORY.matcher(path).find() || delays.stream().allMatch("0"::equals)) {
            return Optional.empty();
        }
        return Optional.of("the H2 database " + path + " acknowledges commits up to " + delays.get(delays.size() - 1)
                + " ms before they are in its file. A process that is killed in that time loses them, entries of the log"
                + " among them: what was executed may then be executed again. Put ;WRITE_DELAY=0 into the JDBC URL of a"
                + " user with ADMIN rights; SET WRITE_DELAY 0 holds only until the database is closed");
    }

    @Override
    String nowMillis() {
        return "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS BIGINT)";
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
        return LOCK_TIMEOUT.contains(state(e));
    }

    @Override
    boolean isRefused(SQLException e) {
        return REFUSED.contains(state(e)) || isLogin(e);
    }

    @Override
    boolean isUndone(SQLException e) {
        return state(e).equals("40001");
    }
}
