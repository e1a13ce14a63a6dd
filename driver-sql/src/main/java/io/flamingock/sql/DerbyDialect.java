package io.flamingock.sql;

import io.flamingock.audit.StoreRefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Derby in this process. Readers wait for writers. How long a wait for a lock takes is a property of the database or of
 * the process, so our lock time-out has no say. A lock time-out rolls back the transaction.
 */
final class DerbyDialect extends SqlDialect {

    private static final String WAIT = "derby.locks.waitTimeout";
    private static final int DEFAULT_WAIT_SECONDS = 60;

    /** A parameter that is known by the comment after it. */
    private static final String NOW = "? /* now */";

    private static final Set<String> MISSING_TABLE = Set.of("42X05", "42Y07");
    private static final Set<String> LOCK_TIMEOUT = Set.of("40XL1", "40XL2");
    private static final Set<String> REFUSED = Set.of("08004", "25502", "25503");

    DerbyDialect() {
        super("Apache Derby");
    }

    /** Its SQL knows only the local time of its JVM, which daylight saving moves: the clock must be this JVM's. */
    @Override
    void check(Connection connection, @Nullable String schema) throws SQLException {
        String driver = connection.getMetaData().getDriverName();
        if (!driver.contains("Embedded")) {
            throw new StoreRefusedException(
                    "[S28] this Derby database is reached by '" + driver + "', and Derby is supported in the same"
                            + " process only: on its server there is no clock that daylight saving does not move; nothing was"
                            + " written",
                    null);
        }
    }

    @Override
    boolean hasNetworkTimeout() {
        return false;
    }

    @Override
    int update(Connection connection, long lockMillis, String sql, List<?> values) throws SQLException {
        return Statements.update(connection, sql, values);
    }

    @Override
    int update(Connection connection, long lockMillis, String sql, List<?> values, SessionState state)
            throws SQLException {
        return Statements.update(connection, sql, values);
    }

    @Override
    SessionState inspect(Connection connection) throws SQLException {
        return new SessionState("", connection.getSchema(), "");
    }

    @Override
    void restore(Connection connection, SessionState state) throws SQLException {
        connection.setSchema(state.schema());
    }

    /** It has no numbers for sessions: who holds a lock for which somebody waits. */
    @Override
    List<Blocker> blockers(Connection connection, String sessionId) throws SQLException {
        return Statements.query(
                connection,
                "SELECT DISTINCT held.XID, t.USERNAME FROM SYSCS_DIAG.LOCK_TABLE awaited"
                        + " JOIN SYSCS_DIAG.LOCK_TABLE held ON held.TABLENAME = awaited.TABLENAME"
                        + " AND held.LOCKNAME = awaited.LOCKNAME AND held.XID <> awaited.XID"
                        + " JOIN SYSCS_DIAG.TRANSACTION_TABLE t ON t.XID = held.XID"
                        + " WHERE awaited.STATE = 'WAIT' AND held.STATE = 'GRANT'",
                List.of(),
                row -> new Blocker(
                        row.getString(1),
                        "",
                        "transaction " + row.getString(1) + " of " + row.getString(2) + " in this process",
                        "a rollback on its own connection (Derby has no statement that ends another's)"));
    }

    @Override
    Optional<String> lossAtCrash(Connection connection) {
        return !"test".equals(System.getProperty("derby.system.durability"))
                ? Optional.empty()
                : Optional.of("derby.system.durability is 'test': Derby loses commits that it has acknowledged when the"
                        + " process or the host ends, entries of the log among them, or its whole database");
    }

    @Override
    Optional<String> longWaits(Connection connection, Duration lockTimeout) throws SQLException {
        String wanted = Long.toString(Math.max(1, lockTimeout.toSeconds()));
        @Nullable String ofProcess = System.getProperty(WAIT);
        String seconds = ofProcess != null ? ofProcess : waitOfDatabase(connection);
        return seconds.equals(wanted)
                ? Optional.empty()
                : Optional.of("on Derby a statement waits for another's lock as long as " + WAIT + " says, " + seconds
                        + " s here; lockTimeout(…), " + lockTimeout + ", has no say. To have it so, "
                        + (ofProcess == null ? "" : "remove the system property " + WAIT + ", which rules here, and ")
                        + "execute: CALL SYSCS_UTIL.SYSCS_SET_DATABASE_PROPERTY('" + WAIT + "', '" + wanted + "')");
    }

    private static String waitOfDatabase(Connection connection) throws SQLException {
        return Statements.query(
                        connection,
                        "VALUES COALESCE(SYSCS_UTIL.SYSCS_GET_DATABASE_PROPERTY('" + WAIT + "'), '"
                                + DEFAULT_WAIT_SECONDS + "')",
                        List.of(),
                        row -> row.getString(1))
                .get(0);
    }

    /** It would create a schema that is missing, and an error in writing with it. */
    @Override
    boolean hasSchema(Connection connection, String schema) throws SQLException {
        return !Statements.query(
                        connection,
                        "SELECT 1 FROM SYS.SYSSCHEMAS WHERE SCHEMANAME = ?",
                        List.of(schema),
                        row -> row.getInt(1))
                .isEmpty();
    }

    @Override
    String nowMillis() {
        return "CAST(" + NOW + " AS BIGINT)";
    }

    /** The time as a number in the text would make each statement a new one, which takes Derby long to compile. */
    @Override
    List<?> complete(String sql, List<?> values) {
        if (!sql.contains(NOW)) {
            return values;
        }
        long now = System.currentTimeMillis();
        Iterator<?> given = values.iterator();
        List<@Nullable Object> all = new ArrayList<>();
        for (int at = sql.indexOf('?'); at >= 0; at = sql.indexOf('?', at + 1)) {
            all.add(sql.startsWith(NOW, at) ? (Object) now : given.next());
        }
        return all;
    }

    /** A number becomes a text of fixed length first. */
    @Override
    String orEmpty(String column) {
        boolean isNumber =
                Table.LOCK.columns().stream().anyMatch(each -> each.name().equals(column) && !each.isText());
        return isNumber ? "COALESCE(TRIM(CAST(" + quote(column) + " AS CHAR(20))), '')" : super.orEmpty(column);
    }

    @Override
    String fromNothing() {
        return " FROM SYSIBM.SYSDUMMY1";
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
        return REFUSED.contains(state(e)) || state(e).startsWith("425") || isLogin(e);
    }

    /** A deadlock. A lock time-out undoes all as well, but after a wait that is long enough to be had once. */
    @Override
    boolean isUndone(SQLException e) {
        return state(e).equals("40001");
    }
}
