package io.flamingock.sql;

import io.flamingock.audit.Field;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What differs between databases. Everything else is written so that all of them understand it. */
@SuppressWarnings("ImmutableEnumChecker") // it cannot see that these are Set.of
enum SqlDialect {
    POSTGRESQL(
            "PostgreSQL",
            Set.of("42P01", "3F000"),
            Set.of("55P03"),
            Set.of("42501", "25006", "3D000", "3F000"),
            "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)") {

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
            all.add(state.lockTimeout());
            return Statements.update(
                    connection,
                    "SELECT set_config('lock_timeout', ?, true); " + sql
                            + "; SELECT set_config('lock_timeout', ?, true)",
                    all);
        }

        @Override
        SessionState inspect(Connection connection) throws SQLException {
            return Statements.query(
                            connection,
                            "SELECT pg_backend_pid(), current_setting('search_path'), current_setting('lock_timeout')",
                            List.of(),
                            SessionState::read)
                    .get(0);
        }

        @Override
        void restore(Connection connection, SessionState state) throws SQLException {
            Statements.query(
                    connection,
                    "SELECT set_config('search_path', ?, false), set_config('lock_timeout', ?, false)",
                    List.of(state.schema(), state.lockTimeout()),
                    row -> "");
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
        boolean end(Connection connection, Blocker blocker) throws SQLException {
            return Statements.query(
                            connection,
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                    + " WHERE pid = CAST(? AS INTEGER) AND CAST(backend_start AS VARCHAR) = ?",
                            List.of(blocker.id(), blocker.since()),
                            row -> row.getBoolean(1))
                    .contains(true);
        }
    },

    /** Tells who holds something uncommitted, not who blocks an insert; ending a session is left to people. */
    H2(
            "H2",
            Set.of("42S02", "42S03", "42S04", "90079"),
            Set.of("HYT00", "90131"),
            Set.of("90096", "90040", "90097", "90079"),
            "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS BIGINT)") {

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

        @Override
        boolean end(Connection connection, Blocker blocker) {
            return false;
        }
    };

    private final String product;
    private final Set<String> missingTable;
    private final Set<String> lockTimeout;
    private final Set<String> refused;
    private final String nowMillis;

    SqlDialect(
            String product, Set<String> missingTable, Set<String> lockTimeout, Set<String> refused, String nowMillis) {
        this.product = product;
        this.missingTable = missingTable;
        this.lockTimeout = lockTimeout;
        this.refused = refused;
        this.nowMillis = nowMillis;
    }

    /** The dialect of a product; {@code null}: not known. */
    static @Nullable SqlDialect of(String product) {
        for (SqlDialect dialect : values()) {
            if (dialect.product.equals(product)) {
                return dialect;
            }
        }
        return null;
    }

    /** Executes one statement in auto-commit, waiting no longer than that for a lock. Returns the number of rows. */
    abstract int update(Connection connection, long lockMillis, String sql, List<?> values) throws SQLException;

    /** The same inside an open transaction, which goes on with the lock time-out it had. */
    abstract int update(Connection connection, long lockMillis, String sql, List<?> values, SessionState state)
            throws SQLException;

    /** What of a session can be changed by what a body executes. */
    abstract SessionState inspect(Connection connection) throws SQLException;

    /** Gives a session back its state. In auto-commit. */
    abstract void restore(Connection connection, SessionState state) throws SQLException;

    /** Who blocks that session now, asked on another connection. */
    abstract List<Blocker> blockers(Connection connection, String sessionId) throws SQLException;

    /** Ends that session, if it is still the same one. {@code false}: not ended. */
    abstract boolean end(Connection connection, Blocker blocker) throws SQLException;

    /** Where the session finds this table; {@code null}: nowhere. */
    @Nullable
    String schemaOf(Connection connection, String qualified) throws SQLException {
        return connection.getSchema();
    }

    /** The database's clock, in milliseconds since 1970, as of the statement. */
    String nowMillis() {
        return nowMillis;
    }

    String quote(String identifier) {
        return '"' + identifier + '"';
    }

    /** A parameter of known type, as databases want it in a SELECT list. */
    String parameter(Field field) {
        return field.type() == Field.Type.NUMBER ? number() : text(field.maxLength());
    }

    /** A parameter that is a 64-bit number. */
    String number() {
        return "CAST(? AS BIGINT)";
    }

    /** A parameter that is a text of at most this length. */
    String text(int length) {
        return "CAST(? AS VARCHAR(" + length + "))";
    }

    /** The value of a column as text, empty for NULL. */
    String orEmpty(String column) {
        return "COALESCE(CAST(" + quote(column) + " AS VARCHAR(255)), '')";
    }

    boolean isMissingTable(SQLException e) {
        return missingTable.contains(state(e));
    }

    boolean isDuplicate(SQLException e) {
        return state(e).equals("23505");
    }

    boolean isLockTimeout(SQLException e) {
        return lockTimeout.contains(state(e));
    }

    /** Trying again will not help: no right, a replica, no such schema. */
    boolean isRefused(SQLException e) {
        return refused.contains(state(e)) || state(e).startsWith("28");
    }

    /** The statement is wrong for the table that it found. */
    boolean isForeignTable(SQLException e) {
        return state(e).startsWith("42") && !isMissingTable(e) && !isRefused(e);
    }

    /** By these a database says that it has rolled the whole transaction back. */
    static boolean isUndone(SQLException e) {
        return state(e).equals("40001") || state(e).equals("40P01");
    }

    static String state(SQLException e) {
        @Nullable String state = e.getSQLState();
        return state == null ? "" : state;
    }
}
