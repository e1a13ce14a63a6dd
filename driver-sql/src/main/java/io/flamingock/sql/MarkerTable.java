package io.flamingock.sql;

import io.flamingock.api.FlamingockException;
import io.flamingock.targets.Marker;
import io.flamingock.targets.Settlement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The markers of attempts, insert-only. A row stands at (service, change, attempt, {@code BEGIN} or {@code END}); at
 * {@code BEGIN} stands either the attempt's own {@code BEGIN} or the {@code CLOSED} of whoever settled it first.
 */
final class MarkerTable {

    private static final String BEGIN = "BEGIN";
    private static final String END = "END";
    private static final String CLOSED = "CLOSED";

    private final Database database;

    MarkerTable(Database database) {
        this.database = database;
    }

    void insertBegin(SqlTransaction transaction, Marker marker) throws SQLException {
        Session session = transaction.session();
        check(session, marker);
        try {
            transaction.insert(
                    session, insertSql(session) + " VALUES (?, ?, ?, ?, ?, ?)", values(marker, BEGIN, BEGIN));
        } catch (SQLException e) {
            if (session.dialect().isDuplicate(e)) {
                throw new FlamingockException(
                        "attempt " + marker.attempt() + " of '" + marker.changeId()
                                + "' was already begun or closed: another instance has settled it, or this is its own BEGIN",
                        Redaction.of(e));
            }
            throw e;
        }
    }

    /** Asks by the whole key: what is asked for by a part of it, MariaDB and MySQL lock with the gap behind it. */
    boolean insertEnd(SqlTransaction transaction, Marker marker) throws SQLException {
        Session session = transaction.session();
        SqlDialect dialect = session.dialect();
        String sql = insertSql(session) + " SELECT " + dialect.text(255) + ", " + dialect.text(255) + ", "
                + dialect.number() + ", " + dialect.text(8) + ", " + dialect.text(8) + ", " + dialect.text(64)
                + " FROM " + database.name(Table.MARKER, dialect) + ofAttempt(session) + " AND "
                + session.quote("phase") + " = ? AND " + session.quote("kind") + " = ? AND "
                + session.quote("started_hash") + " = ?";
        List<Object> values = new ArrayList<>(values(marker, END, END));
        values.addAll(attempt(marker));
        values.addAll(List.of(BEGIN, BEGIN, marker.startedHash()));
        return transaction.insert(session, sql, values) == 1;
    }

    Settlement settle(Marker marker) {
        String what = "settling attempt " + marker.attempt() + " of '" + marker.changeId() + "'";
        Occupation occupation = new Occupation(database, what, true);
        return database.call(what, session -> {
            check(session, marker);
            try {
                occupation.insert(
                        session, insertSql(session) + " VALUES (?, ?, ?, ?, ?, ?)", values(marker, BEGIN, CLOSED));
                return Settlement.UNDONE;
            } catch (SQLException e) {
                if (!session.dialect().isDuplicate(e)) {
                    throw e;
                }
                return read(session, marker);
            }
        });
    }

    private static void check(Session session, Marker marker) {
        session.checkKey(marker.service());
        session.checkKey(marker.changeId());
    }

    private record Row(String kind, String hash) {}

    private Settlement read(Session session, Marker marker) throws SQLException {
        List<Row> rows = session.query(
                "SELECT " + session.quote("kind") + ", " + session.quote("started_hash") + " FROM "
                        + database.name(Table.MARKER, session.dialect()) + ofAttempt(session),
                attempt(marker),
                row -> new Row(row.getString(1), row.getString(2)));
        if (rows.isEmpty() || rows.stream().anyMatch(row -> !row.hash.equals(marker.startedHash()))) {
            return Settlement.FOREIGN;
        }
        if (rows.stream().anyMatch(row -> row.kind.equals(END))) {
            return Settlement.DONE;
        }
        return rows.stream().anyMatch(row -> row.kind.equals(CLOSED)) ? Settlement.UNDONE : Settlement.UNKNOWN;
    }

    private String insertSql(Session session) {
        return "INSERT INTO " + database.name(Table.MARKER, session.dialect()) + " (" + session.quote("service") + ", "
                + session.quote("change_id") + ", " + session.quote("attempt") + ", " + session.quote("phase") + ", "
                + session.quote("kind") + ", " + session.quote("started_hash") + ")";
    }

    private static String ofAttempt(Session session) {
        return " WHERE " + session.quote("service") + " = ? AND " + session.quote("change_id") + " = ? AND "
                + session.quote("attempt") + " = ?";
    }

    private static List<Object> attempt(Marker marker) {
        return List.of(marker.service(), marker.changeId(), marker.attempt());
    }

    private static List<Object> values(Marker marker, String phase, String kind) {
        return List.of(marker.service(), marker.changeId(), marker.attempt(), phase, kind, marker.startedHash());
    }
}
