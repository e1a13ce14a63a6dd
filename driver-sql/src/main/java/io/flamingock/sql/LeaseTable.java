package io.flamingock.sql;

import io.flamingock.audit.Holder;
import io.flamingock.audit.Lease;
import io.flamingock.audit.LeaseRow;
import io.flamingock.audit.Runner;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The leases, one row per service. One conditional UPDATE on the database's clock decides; everything else only
 * prepares it or reads what it did. Three possible situations:
 *
 * <ol>
 *   <li>it updates the row: the lease is mine, so the row does not change until I read it;
 *   <li>it updates nothing and there is a row: somebody holds it;
 *   <li>there is no row, or no table: both are created, whoever else does so at the same moment, and it is tried again.
 * </ol>
 */
final class LeaseTable {

    /** A quarter of a very short lease is no time to wait for anybody. */
    private static final long SHORTEST_WAIT_MILLIS = 250;

    private final Database database;

    LeaseTable(Database database) {
        this.database = database;
    }

    Lease.Attempt tryAcquire(String service, Holder me, Duration length) {
        return database.call("acquiring the lease of '" + service + "'", Table.LOCK, session -> {
            session.checkKey(service);
            try {
                return acquire(session, service, me, length);
            } catch (SQLException e) {
                if (session.dialect().isLockTimeout(e)) {
                    return heldMeanwhile(session, service, me, e);
                }
                Schema schema = new Schema(database); // MySQL refuses the right before it looks for the table
                SqlDialect dialect = session.dialect();
                if (!dialect.isMissingTable(e) && !(dialect.isRefused(e) && !schema.isThere(session, Table.LOCK))) {
                    throw e;
                }
                schema.create(session, Table.LOCK);
                return acquire(session, service, me, length);
            }
        });
    }

    /** Where one transaction writes at a time, a holder that has one open is in the way of every try. */
    private static Lease.Attempt heldMeanwhile(Session session, String service, Holder me, SQLException blocked)
            throws SQLException {
        return LeaseRows.read(session, service)
                .filter(row -> row.owner() != null && !row.owner().equals(me.owner()))
                .map(Lease.Attempt.HeldBy::new)
                .orElseThrow(() -> blocked);
    }

    boolean renew(String service, String owner, long token, Duration length, @Nullable String currentChange) {
        Duration bound = length.dividedBy(4); // its loss must be noticed in time
        return database.call("renewing the lease of '" + service + "'", Table.LOCK, bound, session -> {
            String now = session.dialect().nowMillis();
            String sql = "UPDATE " + session.name(Table.LOCK) + " SET " + session.quote("renewed_at") + " = "
                    + session.dialect().renewedAt() + ", " + session.quote("expires_at") + " = " + now + " + "
                    + session.dialect().number() + ", "
                    + session.quote("current_change") + " = "
                    + session.dialect().text(255) + mine(session);
            List<@Nullable Object> values = new ArrayList<>();
            values.add(length.toMillis());
            values.add(cap(currentChange));
            values.addAll(List.of(service, owner, token));
            long lockMillis = Math.min(
                    Math.max(bound.toMillis(), SHORTEST_WAIT_MILLIS),
                    database.settings().lockTimeout().toMillis());
            try {
                return session.update(lockMillis, sql, values) == 1;
            } catch (SQLException e) {
                if (session.dialect().isLockTimeout(e) && isOfAnother(session, service, owner, token)) {
                    return false;
                }
                throw e;
            }
        });
    }

    /** A lease that is another's never comes back, so for this answer nothing need be written. */
    private static boolean isOfAnother(Session session, String service, String owner, long token) throws SQLException {
        return LeaseRows.read(session, service)
                .filter(row -> row.token() != token || !owner.equals(row.owner()))
                .isPresent();
    }

    boolean release(String service, String owner, long token) {
        return database.call(
                "releasing the lease of '" + service + "'",
                Table.LOCK,
                session -> session.update(
                                "UPDATE " + session.name(Table.LOCK) + " SET " + session.quote("owner") + " = NULL, "
                                        + session.quote("current_change") + " = NULL" + mine(session),
                                List.of(service, owner, token))
                        == 1);
    }

    boolean release(String service, long token) {
        return database.call("releasing the lease of '" + service + "'", Table.LOCK, session -> {
            String sql = "UPDATE " + session.name(Table.LOCK) + " SET " + session.quote("owner") + " = NULL, "
                    + session.quote("current_change") + " = NULL WHERE " + session.quote("service") + " = ? AND "
                    + session.quote("token") + " = ? AND " + session.quote("owner") + " IS NOT NULL";
            try {
                return session.update(sql, List.of(service, token)) == 1;
            } catch (SQLException e) {
                if (session.dialect().isMissingTable(e)) {
                    return false;
                }
                throw e;
            }
        });
    }

    Optional<LeaseRow> read(String service) {
        return database.call("reading the lease of '" + service + "'", Table.LOCK, session -> {
            try {
                return LeaseRows.read(session, service).filter(row -> row.token() > 0);
            } catch (SQLException e) {
                if (session.dialect().isMissingTable(e)) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private Lease.Attempt acquire(Session session, String service, Holder me, Duration length) throws SQLException {
        if (take(session, service, me, length)) {
            return acquired(session, service, me, length);
        }
        Optional<LeaseRow> row = LeaseRows.read(session, service);
        if (row.isPresent()) {
            return new Lease.Attempt.HeldBy(row.get());
        }
        insertRow(session, service);
        if (take(session, service, me, length)) {
            return acquired(session, service, me, length);
        }
        return new Lease.Attempt.HeldBy(LeaseRows.read(session, service).orElseThrow());
    }

    private Lease.Attempt acquired(Session session, String service, Holder me, Duration length) throws SQLException {
        LeaseRow row = LeaseRows.read(session, service).orElseThrow();
        if (!me.owner().equals(row.owner())) {
            return new Lease.Attempt.HeldBy(row); // expired again before it was read
        }
        return new Lease.Attempt.Acquired(
                new SqlLease(this, service, me.owner(), row.token(), Optional.ofNullable(row.takenOverFrom()), length));
    }

    /** Old values first: MySQL assigns from left to right and would see the new ones. */
    private boolean take(Session session, String service, Holder me, Duration length) throws SQLException {
        SqlDialect dialect = session.dialect();
        String now = dialect.nowMillis();
        String isMine = "CASE WHEN " + dialect.quote("owner") + " = ? THEN ";
        String sql = "UPDATE " + session.name(Table.LOCK) + " SET "
                + set(
                        dialect,
                        "taken_over_from",
                        isMine + dialect.quote("taken_over_from") + " WHEN " + dialect.quote("owner")
                                + " IS NULL THEN NULL ELSE " + oldHolder(dialect) + " END")
                + ", "
                + set(
                        dialect,
                        "token",
                        isMine + dialect.quote("token") + " ELSE " + dialect.quote("token") + " + 1 END")
                + ", "
                + set(dialect, "acquired_at", isMine + dialect.quote("acquired_at") + " ELSE " + now + " END") + ", "
                + set(dialect, "renewed_at", dialect.renewedAt()) + ", "
                + set(dialect, "expires_at", now + " + " + dialect.number()) + ", "
                + set(dialect, "current_change", "NULL") + ", "
                + Stream.of("application", "application_version", "host", "pid", "os_user", "owner")
                        .map(column -> set(dialect, column, "?"))
                        .collect(Collectors.joining(", "))
                + " WHERE " + dialect.quote("service") + " = ? AND (" + dialect.quote("owner") + " IS NULL OR "
                + dialect.quote("owner") + " = ? OR " + dialect.quote("expires_at") + " <= " + now + ")";
        Runner runner = me.runner();
        List<@Nullable Object> values = new ArrayList<>();
        values.addAll(List.of(me.owner(), me.owner(), me.owner(), length.toMillis()));
        values.add(cap(runner.application()));
        values.add(cap(runner.version()));
        values.add(cap(runner.host()));
        values.add(runner.pid());
        values.add(cap(runner.user()));
        values.addAll(List.of(me.owner(), service, me.owner()));
        return session.update(sql, values) == 1;
    }

    /** Reads like {@link Runner#toString}, with the time as a number: only Java writes it as people read it. */
    private static String oldHolder(SqlDialect dialect) {
        String text = dialect.concat(List.of(
                dialect.orEmpty("application"),
                "' '",
                dialect.orEmpty("application_version"),
                "' on '",
                dialect.orEmpty("host"),
                "' pid '",
                dialect.orEmpty("pid"),
                "' (token '",
                dialect.orEmpty("token"),
                "', last renewed '",
                dialect.orEmpty("renewed_at"),
                "')'"));
        return "COALESCE(" + text + ", 'somebody')"; // never NULL, which would say that it had been released
    }

    private void insertRow(Session session, String service) throws SQLException {
        try {
            session.update(
                    "INSERT INTO " + session.name(Table.LOCK) + " (" + session.quote("service") + ", "
                            + session.quote("token") + ") VALUES (?, 0)",
                    List.of(service));
        } catch (SQLException e) {
            if (!session.dialect().isDuplicate(e)) {
                throw e;
            }
        }
    }

    private static String mine(Session session) {
        return " WHERE " + session.quote("service") + " = ? AND " + session.quote("owner") + " = ? AND "
                + session.quote("token") + " = ?";
    }

    private static String set(SqlDialect dialect, String column, String value) {
        return dialect.quote(column) + " = " + value;
    }

    /** What is for people must not fail for its length. */
    private static @Nullable String cap(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String storable = text.replace("\0", "");
        int end = Math.min(storable.length(), 255);
        return storable.substring(
                0, end < storable.length() && Character.isHighSurrogate(storable.charAt(end - 1)) ? end - 1 : end);
    }
}
