package io.flamingock.sql;

import io.flamingock.audit.AuditConflictException;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.Field;
import io.flamingock.audit.Fields;
import io.flamingock.audit.Head;
import io.flamingock.targets.TargetTransaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The log of one service in a table. */
final class SqlAuditLog implements AuditLog {

    /** Keeps a statement far from what any database allows of parameters. */
    private static final int MAX_ROWS = 50;

    /** In characters, of up to 4 bytes: keeps it below the megabyte that is the smallest packet of MySQL in use. */
    private static final int MAX_TEXT = 150_000;

    private final Database database;
    private final String service;

    SqlAuditLog(Database database, String service) {
        this.database = database;
        this.service = service;
    }

    @Override
    public void create() {
        database.call("creating the table of the audit log", Table.AUDIT, session -> {
            new Schema(database).create(session, Table.AUDIT);
            database.warnOfLoss(session);
            return true;
        });
    }

    @Override
    public Optional<AuditEntry> newest() {
        return database.call("reading the newest entry of " + this, Table.AUDIT, session -> {
            String sql = select(session) + " AND " + session.quote("kind") + " <> 'LOCK' AND " + session.quote("state")
                    + " <> 'LATE' ORDER BY " + session.quote("seq") + " DESC"
                    + session.dialect().firstRow();
            session.checkKey(service);
            List<AuditEntry> found = entries(session, sql, List.of(service));
            return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
        });
    }

    @Override
    public List<AuditEntry> read(long afterSeq) {
        return database.call("reading " + this, Table.AUDIT, session -> {
            String seq = session.quote("seq");
            String sql = select(session) + " AND " + seq + " > ? ORDER BY " + seq;
            session.checkKey(service);
            return entries(session, sql, List.of(service, afterSeq));
        });
    }

    @Override
    public Head append(Head expected, List<AuditEntry> entries) {
        return append(expected, entries, new Occupation(database, what(), false));
    }

    @Override
    public Head occupy(Head expected, AuditEntry entry) {
        return append(expected, List.of(entry), new Occupation(database, what(), true));
    }

    @Override
    public Head append(Head expected, List<AuditEntry> entries, TargetTransaction transaction) {
        if (!(transaction instanceof SqlTransaction ours)
                || !ours.domain().equals(database.settings().dataSource())) {
            throw new IllegalArgumentException("this transaction is not one of the audit store's DataSource");
        }
        try {
            return insertAll(ours.session(), expected, entries, ours::insert);
        } catch (SQLException e) {
            throw database.failure(what(), e);
        }
    }

    @Override
    public String toString() {
        return "the log of '" + service + "'";
    }

    private String what() {
        return "the append to " + this;
    }

    private Head append(Head expected, List<AuditEntry> entries, Occupation occupation) {
        return database.call(what(), Table.AUDIT, session -> insertAll(session, expected, entries, occupation::insert));
    }

    private Head insertAll(Session session, Head expected, List<AuditEntry> entries, Insert insert)
            throws SQLException {
        session.checkKey(service);
        Head head = expected;
        int from = 0;
        while (from < entries.size()) {
            int to = endOfStatement(entries, from);
            head = insertSome(session, head, entries.subList(from, to), insert);
            from = to;
        }
        return head;
    }

    private static int endOfStatement(List<AuditEntry> entries, int from) {
        int to = from;
        int length = 0;
        while (to < entries.size() && to - from < MAX_ROWS) {
            for (@Nullable Object value : values(entries.get(to))) {
                length += value instanceof String text ? text.length() : 0;
            }
            if (to > from && length > MAX_TEXT) {
                break;
            }
            to++;
        }
        return to;
    }

    private Head insertSome(Session session, Head head, List<AuditEntry> entries, Insert insert) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        entries.forEach(entry -> values.addAll(values(entry)));
        if (head.seq() > 0) {
            values.addAll(List.of(service, head.seq(), head.hash()));
        }
        try {
            if (insert.insert(session, insertSql(session.dialect(), entries.size(), head), values) == 0) {
                throw conflict(head, "is not there", null);
            }
        } catch (SQLException e) {
            if (session.dialect().isDuplicate(e)) {
                throw conflict(head, "is not the newest any more", e);
            }
            throw e;
        }
        return entries.get(entries.size() - 1).head();
    }

    private static List<@Nullable Object> values(AuditEntry entry) {
        List<@Nullable Object> values = new ArrayList<>();
        Fields.of(entry).forEach((field, value) -> values.add(value));
        return values;
    }

    private AuditConflictException conflict(Head head, String why, @Nullable SQLException e) {
        return new AuditConflictException(
                "nothing was appended to " + this + ": entry " + head + " " + why, e == null ? null : Redaction.of(e));
    }

    /** One statement for all rows, so that they go in together, and on a condition, so that it is one round trip. */
    private String insertSql(SqlDialect dialect, int rows, Head head) {
        String table = database.name(Table.AUDIT, dialect);
        String row = "SELECT "
                + Arrays.stream(Field.values())
                        .map(field -> dialect.parameter(field) + " AS " + dialect.quote(field.column()))
                        .collect(Collectors.joining(", "))
                + dialect.fromNothing();
        String condition = " WHERE EXISTS (SELECT 1 FROM " + table + " WHERE " + dialect.quote("service") + " = ? AND "
                + dialect.quote("seq") + " = ? AND " + dialect.quote("hash") + " = ?)";
        return "INSERT INTO " + table + " (" + columns(dialect) + ") SELECT * FROM ("
                + String.join(" UNION ALL ", Collections.nCopies(rows, row)) + ") entries"
                + (head.seq() == 0 ? "" : condition);
    }

    private String select(Session session) {
        return "SELECT " + columns(session.dialect()) + " FROM " + session.name(Table.AUDIT) + " WHERE "
                + session.quote("service") + " = ?";
    }

    private static String columns(SqlDialect dialect) {
        StringJoiner columns = new StringJoiner(", ");
        for (Field field : Field.values()) {
            columns.add(dialect.quote(field.column()));
        }
        return columns.toString();
    }

    private List<AuditEntry> entries(Session session, String sql, List<?> values) throws SQLException {
        try {
            return AuditEntry.of(session.query(sql, values, SqlAuditLog::fields));
        } catch (SQLException e) {
            if (session.dialect().isMissingTable(e)) {
                if (session.dialect().isForeignTable(e)) { // it does not tell which of the two it is
                    boolean unused = new Schema(database).isThere(session, Table.AUDIT); // throws if it is another one
                }
                return List.of();
            }
            throw e;
        }
    }

    private static Fields fields(ResultSet row) throws SQLException {
        Map<Field, Object> values = new EnumMap<>(Field.class);
        int column = 0;
        for (Field field : Field.values()) {
            column++;
            @Nullable
            Object value = field.type() == Field.Type.NUMBER ? (Object) row.getLong(column) : row.getString(column);
            if (value != null && !row.wasNull()) {
                values.put(field, value);
            }
        }
        return Fields.read(values::get);
    }

    /** How a statement is executed: by itself, or inside a transaction. */
    private interface Insert {
        int insert(Session session, String sql, List<?> values) throws SQLException;
    }
}
