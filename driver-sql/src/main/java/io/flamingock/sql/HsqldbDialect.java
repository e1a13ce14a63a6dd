package io.flamingock.sql;

import io.flamingock.audit.StoreRefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * HSQLDB in this process, where the transaction model is MVCC. In the others readers wait for writers, and who waits for a lock waits
 * without an end: no time-out and no cancel reaches it.
 */
final class HsqldbDialect extends SqlDialect {

    /** A table, a schema or a column that is not there, or no right to it: it does not tell which. */
    private static final String NOT_FOUND = "42501";

    private static final Set<String> REFUSED = Set.of(NOT_FOUND, "0L501", "25006", "3F000");

    private static final Pattern SERVER = Pattern.compile("^jdbc:hsqldb:(?:hsqls?|https?):");

    HsqldbDialect() {
        super("HSQL Database Engine");
    }

    /** Its driver waits for its server without an end, and knows no bound for that. */
    @Override
    void check(Connection connection, @Nullable String schema) throws SQLException {
        String url = connection.getMetaData().getURL();
        if (SERVER.matcher(url).find()) {
            throw new StoreRefusedException(
                    "[S28] " + Redaction.text(url) + " is an HSQLDB server, and HSQLDB is supported in the same process"
                            + " only: its driver would wait for a server that does not answer without an end; nothing"
                            + " was written",
                    null);
        }
        String model = Statements.query(connection, "VALUES(TRANSACTION_CONTROL())", List.of(), row -> row.getString(1))
                .get(0);
        if (!model.equals("MVCC")) {
            throw new StoreRefusedException(
                    "[S28] the transaction model of this HSQLDB database is " + model + ", in which a wait for another"
                            + " session's lock cannot be bounded; nothing was written. Execute SET DATABASE TRANSACTION CONTROL MVCC"
                            + " once, or create the database with ;hsqldb.tx=mvcc in its URL",
                    null);
        }
    }

    /** A pool would throw a connection away of which it is asked. */
    @Override
    boolean hasNetworkTimeout() {
        return false;
    }

    @Override
    int update(Connection connection, long lockMillis, String sql, List<?> values) throws SQLException {
        return TimedStatement.update(connection, lockMillis, sql, values);
    }

    @Override
    int update(Connection connection, long lockMillis, String sql, List<?> values, SessionState state)
            throws SQLException {
        return TimedStatement.update(connection, lockMillis, sql, values);
    }

    @Override
    Optional<String> implicitCommits() {
        return ddlCommits();
    }

    /** In a session that somebody has closed the driver reports a commit of nothing as a success. */
    @Override
    void commit(Connection connection) throws SQLException {
        connection.commit();
        Statements.execute(connection, "VALUES(0)");
    }

    @Override
    SessionState inspect(Connection connection) throws SQLException {
        return Statements.query(connection, "VALUES(SESSION_ID(), CURRENT_SCHEMA, '')", List.of(), SessionState::read)
                .get(0);
    }

    @Override
    void restore(Connection connection, SessionState state) throws SQLException {
        connection.setSchema(state.schema());
    }

    /**
     * Only an administrator sees the sessions of others. RELEASE undoes the transaction, but whoever wakes up in it would
     * not notice: he would go on in another one. CLOSE does nothing before that.
     */
    @Override
    List<Blocker> blockers(Connection connection, String sessionId) throws SQLException {
        return Statements.query(
                connection,
                "SELECT b.SESSION_ID, b.CONNECTED, b.USER_NAME FROM INFORMATION_SCHEMA.SYSTEM_SESSIONS b,"
                        + " INFORMATION_SCHEMA.SYSTEM_SESSIONS me WHERE me.SESSION_ID = CAST(? AS BIGINT)"
                        + " AND LOCATE(',' || b.SESSION_ID || ',', ',' || me.THIS_WAITING_FOR || ',') > 0",
                List.of(sessionId),
                row -> new Blocker(
                        row.getString(1),
                        row.getString(2),
                        "session " + row.getString(1) + " of " + row.getString(3) + " (since " + row.getString(2) + ")",
                        "ALTER SESSION " + row.getString(1) + " RELEASE; ALTER SESSION " + row.getString(1)
                                + " CLOSE"));
    }

    /** Only an administrator sees the settings. */
    @Override
    Optional<String> lossAtCrash(Connection connection) throws SQLException {
        String url = connection.getMetaData().getURL();
        if (url.startsWith("jdbc:hsqldb:mem:")) {
            return Optional.empty();
        }
        Map<String, String> settings = new HashMap<>();
        Statements.query(
                connection,
                "SELECT PROPERTY_NAME, PROPERTY_VALUE FROM INFORMATION_SCHEMA.SYSTEM_PROPERTIES",
                List.of(),
                row -> settings.put(row.getString(1), row.getString(2)));
        String delay = settings.getOrDefault("hsqldb.write_delay_millis", "");
        if (delay.equals("0") && !"false".equals(settings.get("hsqldb.log_data"))) {
            return Optional.empty();
        }
        String how;
        if (delay.isEmpty()) {
            how = " may acknowledge commits before they are in its file: its user may not see that";
        } else if (delay.equals("0")) {
            how = " keeps no log (SET FILES LOG FALSE): commits are in its file only after a checkpoint";
        } else {
            how = " acknowledges commits before they are in its file (write delay " + delay + " ms)";
        }
        return Optional.of(
                "the HSQLDB database " + Redaction.text(url) + how
                        + ". A process that is killed then loses them, entries of the log among them: what was executed may then be"
                        + " executed again. Have an administrator execute SET FILES WRITE DELAY FALSE and SET FILES LOG TRUE once");
    }

    @Override
    String nowMillis() {
        return "UNIX_MILLIS()";
    }

    @Override
    String fromNothing() {
        return " FROM (VALUES(0))";
    }

    @Override
    boolean isMissingTable(SQLException e) {
        return state(e).equals(NOT_FOUND);
    }

    /** What is not found may be a column of a table that is there. */
    @Override
    boolean isForeignTable(SQLException e) {
        return state(e).startsWith("42");
    }

    @Override
    boolean isDuplicate(SQLException e) {
        return state(e).equals("23505");
    }

    /** It was cancelled, and nobody else cancels what is ours. */
    @Override
    boolean isLockTimeout(SQLException e) {
        return state(e).equals("40502");
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
