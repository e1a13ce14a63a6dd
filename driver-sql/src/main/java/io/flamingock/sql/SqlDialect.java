package io.flamingock.sql;

import io.flamingock.audit.Field;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What differs between databases. What stands here suits most of them; everything else is written so that all of them
 * understand it. A further product is a class of its own and an entry in the list at the end. Stateless.
 */
abstract class SqlDialect {

    private final String product;

    /** {@code product} is what the JDBC driver calls it. */
    SqlDialect(String product) {
        this.product = product;
    }

    /** The dialect of a product; {@code null}: not known. */
    static @Nullable SqlDialect of(String product) {
        for (SqlDialect dialect : Known.DIALECTS) {
            if (dialect.product.equals(product)) {
                return dialect;
            }
        }
        return null;
    }

    /** The dialect of the database behind this connection; {@code null}: not known. */
    static @Nullable SqlDialect of(DatabaseMetaData database) throws SQLException {
        String product = database.getDatabaseProductName();
        // MySQL's driver calls everything MySQL that it can talk to
        boolean isMariaDb =
                product.equals("MySQL") && database.getDatabaseProductVersion().contains("MariaDB");
        return of(isMariaDb ? "MariaDB" : product);
    }

    /** The products that are known, for a message. */
    static List<String> products() {
        return Known.DIALECTS.stream().map(dialect -> dialect.product).toList();
    }

    /**
     * Looks once at how the database is set up; {@code schema} is the configured one.
     *
     * @throws io.flamingock.audit.StoreRefusedException in a way in which we cannot keep what we promise
     */
    void check(Connection connection, @Nullable String schema) throws SQLException {}

    /** Whether the driver has {@code setNetworkTimeout}, as far as that is known. */
    boolean hasNetworkTimeout() {
        return true;
    }

    /** Executes one statement in auto-commit, waiting no longer than that for a lock. Returns the number of rows. */
    abstract int update(Connection connection, long lockMillis, String sql, List<?> values) throws SQLException;

    /** The same inside an open transaction, which goes on with the lock time-out it had. */
    abstract int update(Connection connection, long lockMillis, String sql, List<?> values, SessionState state)
            throws SQLException;

    /** Before a statement in a transaction: begins another where the body has ended it. */
    void keepOpen(Connection connection) throws SQLException {}

    /** Throws where it is not known that it was a success. */
    void commit(Connection connection) throws SQLException {
        connection.commit();
    }

    void rollback(Connection connection) throws SQLException {
        connection.rollback();
    }

    /** In auto-commit: rolls back what a statement of a body has begun and left open. {@code false}: nothing was. */
    boolean endLeftOpen(Connection connection) throws SQLException {
        return false;
    }

    /** Its state is not known: nothing of it shall be committed, and nobody shall have it again. */
    void throwAway(Connection connection) throws SQLException {
        connection.abort(Runnable::run);
    }

    /** What of a session can be changed by what a body executes. */
    abstract SessionState inspect(Connection connection) throws SQLException;

    /** Whether {@link #first} finds that out by the way, and {@link #update} gives it back inside of a transaction. */
    boolean inspectsByTheWay() {
        return false;
    }

    /** Executes our first statement in a transaction. {@code before}: what the session is like; {@code null}: not known. */
    OwnStatement.First first(Connection connection, long lockMillis, OwnStatement own, @Nullable SessionState before)
            throws SQLException {
        SessionState state = before == null ? inspect(connection) : before;
        return new OwnStatement.First(state, update(connection, lockMillis, own.sql(), own.values(), state));
    }

    /** Gives a session back its state. In auto-commit. */
    abstract void restore(Connection connection, SessionState state) throws SQLException;

    /** Who blocks that session now, asked on another connection. */
    abstract List<Blocker> blockers(Connection connection, String sessionId) throws SQLException;

    /** Ends that session, if it is still the same one. Where that is not possible, or not wise, people do it. */
    Blocker.End end(Connection connection, Blocker blocker) throws SQLException {
        return Blocker.End.NOT_ENDED;
    }

    /** The database's clock, in milliseconds since 1970, as of the statement. */
    abstract String nowMillis();

    /** The values of a statement in the order of its parameters, those included that {@link #nowMillis} adds. */
    List<?> complete(String sql, List<?> values) {
        return values;
    }

    abstract boolean isMissingTable(SQLException e);

    abstract boolean isDuplicate(SQLException e);

    abstract boolean isLockTimeout(SQLException e);

    /** Trying again will not help: no right, a replica, no such schema. */
    abstract boolean isRefused(SQLException e);

    /** By these the database says that it has rolled the whole transaction back. */
    abstract boolean isUndone(SQLException e);

    /** Whether any product says so by this. */
    static boolean isUndoneSomewhere(SQLException e) {
        return Known.DIALECTS.stream().anyMatch(dialect -> dialect.isUndone(e));
    }

    /**
     * Whether the transaction is still the one in which that statement was our first, which is sent again: it collides
     * with what it has written. Any other error: in doubt.
     */
    boolean isStillIn(Connection connection, long lockMillis, OwnStatement first, SessionState state)
            throws SQLException {
        try {
            update(connection, lockMillis, first.sql(), first.values(), state);
            return false;
        } catch (SQLException e) {
            if (isDuplicate(e)) {
                return true;
            }
            throw e;
        }
    }

    /** Whether, with this error of a statement, the database has ended the whole transaction and undone it. */
    boolean hasUndone(Connection connection, SQLException e) throws SQLException {
        return isRollback(e);
    }

    /** Whether the database has undone the whole transaction, be it right to try again or not: SQLSTATE class 40, but one. */
    boolean isRollback(SQLException e) {
        return isUndone(e) || (state(e).startsWith("40") && !state(e).equals("40003")); // which says that nobody knows
    }

    /** Neither user nor password are what the database knows. */
    static boolean isLogin(SQLException e) {
        return state(e).startsWith("28");
    }

    /** The statement is wrong for the table that it found. */
    boolean isForeignTable(SQLException e) {
        return state(e).startsWith("42") && !isMissingTable(e) && !isRefused(e);
    }

    /** Where the session finds this table; {@code null}: nowhere. */
    @Nullable
    String schemaOf(Connection connection, String qualified) throws SQLException {
        return connection.getSchema();
    }

    /** The catalog of a schema, as the driver's metadata count them. */
    @Nullable
    String catalogOf(Connection connection, @Nullable String schema) throws SQLException {
        return connection.getCatalog();
    }

    /** By what a body commits without saying so; empty: by nothing. */
    Optional<String> implicitCommits() {
        return Optional.empty();
    }

    final Optional<String> ddlCommits() {
        return Optional.of("DDL commits on " + product);
    }

    /** What is lost where commits are acknowledged before they are durable, and how to prevent it; empty: nothing is. */
    Optional<String> lossAtCrash(Connection connection) throws SQLException {
        return Optional.empty();
    }

    /** What there is to say where a wait for a lock is not bounded as configured; empty: it is. */
    Optional<String> longWaits(Connection connection, Duration lockTimeout) throws SQLException {
        return Optional.empty();
    }

    /** {@code false}: it is missing, and DDL would create it by the way. */
    boolean hasSchema(Connection connection, String schema) throws SQLException {
        return true;
    }

    /** The resource with the DDL of all tables. */
    String script() {
        return "standard.sql";
    }

    /** What stands for <code>${collation}</code> in that DDL. */
    String collation() {
        return "";
    }

    /**
     * A new value for the column {@code renewed_at}, which must differ from the old one where a driver may be told to
     * count only the rows that it has changed.
     */
    String renewedAt() {
        return nowMillis();
    }

    /** Why this text cannot be a part of a key here; empty: it can. */
    Optional<String> refusal(String key) {
        return Optional.empty();
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

    /** One text after the other. */
    String concat(List<String> texts) {
        return String.join(" || ", texts);
    }

    /** What ends a SELECT of which only the first row is wanted. */
    String firstRow() {
        return " FETCH FIRST 1 ROWS ONLY";
    }

    /** What follows a SELECT list that needs no table. */
    String fromNothing() {
        return "";
    }

    static String state(SQLException e) {
        @Nullable String state = e.getSQLState();
        return state == null ? "" : state;
    }

    /** A class of its own: it would be wrong for the initialization of a class to need its subclasses. */
    private static final class Known {
        private static final List<SqlDialect> DIALECTS = List.of(
                new PostgresDialect(),
                new H2Dialect(),
                new MariaDbDialect(),
                new MySqlDialect(),
                new HsqldbDialect(),
                new SqliteDialect(),
                new DerbyDialect());
    }
}
