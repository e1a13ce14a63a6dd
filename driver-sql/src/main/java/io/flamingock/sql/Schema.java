package io.flamingock.sql;

import io.flamingock.audit.StoreRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates our tables, or says what stands there instead; never alters one. */
final class Schema {

    private static final Set<Integer> TEXT = Set.of(
            Types.VARCHAR, Types.LONGVARCHAR, Types.CLOB, Types.NVARCHAR, Types.LONGNVARCHAR, Types.CHAR, Types.NCLOB);
    private static final Set<Integer> NUMBER = Set.of(Types.BIGINT, Types.NUMERIC, Types.DECIMAL);

    private final Database database;

    Schema(Database database) {
        this.database = database;
    }

    /**
     * Sees to it that the table is there. Whatever a failed creation says, we look again: somebody else may have
     * created it at the same moment.
     */
    void create(Session session, Table table) throws SQLException {
        if (isThere(session, table)) {
            return;
        }
        if (!database.settings().autoCreate()) {
            throw missing(session, table, ", and autoCreate(false) says to create none", null);
        }
        @Nullable String schema = database.settings().schema();
        if (schema != null && !session.dialect().hasSchema(session.connection(), schema)) {
            throw missing(session, table, ", and so is its schema", null);
        }
        try {
            session.update(ddl(session.dialect(), table), List.of());
        } catch (SQLException e) {
            if (isThere(session, table)) {
                return;
            }
            if (session.dialect().isRefused(e)) {
                throw missing(
                        session, table, " and could not be created: " + Redaction.withoutStatement(e.getMessage()), e);
            }
            throw e;
        }
        database.remember(table, whereItIs(session, table));
    }

    /** The schema that was configured, or the one in which the session finds the table. */
    private @Nullable String whereItIs(Session session, Table table) throws SQLException {
        @Nullable String configured = database.settings().schema();
        return configured == null ? session.dialect().schemaOf(session.connection(), session.name(table)) : configured;
    }

    /**
     * Whether the table is there.
     *
     * @throws StoreRefusedException one of that name is, but it is not ours
     */
    boolean isThere(Session session, Table table) throws SQLException {
        List<String> wrong;
        String sql = "SELECT * FROM " + session.name(table) + " WHERE 1 = 0";
        try (PreparedStatement statement = session.connection().prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            wrong = wrongColumns(rows.getMetaData(), table);
        } catch (SQLException e) {
            if (session.dialect().isMissingTable(e)) {
                return false;
            }
            throw e;
        }
        @Nullable String schema = whereItIs(session, table);
        if (wrong.isEmpty() && !hasKey(session, schema, table)) {
            wrong.add("no unique key on exactly " + sorted(table.key()));
        }
        if (!wrong.isEmpty()) {
            throw new StoreRefusedException(
                    "[S28] table " + session.name(table) + " is not the one of this version: expected "
                            + table.columns()
                            + ", unique on " + sorted(table.key()) + "; found " + String.join(", ", wrong)
                            + ". It was left as it is. Rename it, choose another name or schema, or correct it to:\n"
                            + ddl(session.dialect(), table),
                    null);
        }
        database.remember(table, schema);
        return true;
    }

    String ddl(SqlDialect dialect, Table table) {
        String placeholder = "${" + table.name().toLowerCase(Locale.ROOT) + "}";
        return script(dialect)
                .filter(statement -> statement.contains(placeholder))
                .map(statement -> statement
                        .strip()
                        .replace("${collation}", dialect.collation())
                        .replace(placeholder, database.name(table, dialect)))
                .findFirst()
                .orElseThrow();
    }

    /** Names what else is missing too: a DBA is asked once. */
    private StoreRefusedException missing(Session session, Table table, String why, @Nullable SQLException cause) {
        List<Table> all = new ArrayList<>(List.of(table));
        if (table == Table.LOCK && isMissing(session, Table.AUDIT)) {
            all.add(Table.AUDIT);
        }
        String names = all.stream().map(session::name).collect(Collectors.joining(" and "));
        String ddl = all.stream().map(one -> ddl(session.dialect(), one) + ";").collect(Collectors.joining("\n"));
        return new StoreRefusedException(
                all.size() == 1
                        ? "[S29] table " + names + " is missing" + why + ". Have it created with:\n" + ddl
                        : "[S29] tables " + names + " are missing" + why + ". Have them created with:\n" + ddl,
                cause == null ? null : Redaction.of(cause));
    }

    private boolean isMissing(Session session, Table table) {
        try {
            return !isThere(session, table);
        } catch (SQLException | StoreRefusedException e) {
            return false; // it is said when it is needed
        }
    }

    /** Further columns do no harm as long as they may be empty: a later version may have added them. */
    private static List<String> wrongColumns(ResultSetMetaData found, Table table) throws SQLException {
        Map<String, Integer> positions = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        Set<String> expected = new HashSet<>();
        table.columns().forEach(column -> expected.add(column.name()));
        for (int i = 1; i <= found.getColumnCount(); i++) {
            positions.put(found.getColumnName(i), i);
            if (!expected.contains(found.getColumnName(i)) && found.isNullable(i) == ResultSetMetaData.columnNoNulls) {
                wrong.add("another column " + found.getColumnName(i) + " that may not be empty");
            }
        }
        for (Table.Column column : table.columns()) {
            @Nullable Integer at = positions.get(column.name());
            if (at == null) {
                wrong.add("no column " + column.name());
            } else if (!fits(found, at, column)) {
                wrong.add(column.name() + " " + found.getColumnTypeName(at) + "(" + found.getPrecision(at) + ")");
            }
        }
        return wrong;
    }

    private static boolean fits(ResultSetMetaData found, int at, Table.Column column) throws SQLException {
        int type = found.getColumnType(at);
        int length = found.getPrecision(at);
        return column.isText()
                ? TEXT.contains(type) && (length <= 0 || length >= column.length())
                : NUMBER.contains(type);
    }

    private boolean hasKey(Session session, @Nullable String schema, Table table) throws SQLException {
        DatabaseMetaData metaData = session.connection().getMetaData();
        @Nullable String catalog = session.dialect().catalogOf(session.connection(), schema);
        String name = database.settings().name(table);
        Map<String, Set<String>> keys = new HashMap<>();
        try (ResultSet rows = metaData.getPrimaryKeys(catalog, schema, name)) {
            while (rows.next()) {
                keys.computeIfAbsent("", key -> new HashSet<>()).add(rows.getString("COLUMN_NAME"));
            }
        }
        try (ResultSet rows = metaData.getIndexInfo(catalog, schema, name, true, true)) {
            while (rows.next()) {
                @Nullable String index = rows.getString("INDEX_NAME");
                @Nullable String filter = rows.getString("FILTER_CONDITION");
                if (index != null && (filter == null || filter.isEmpty())) {
                    keys.computeIfAbsent("index " + index, key -> new HashSet<>())
                            .add(rows.getString("COLUMN_NAME"));
                }
            }
        }
        return keys.containsValue(table.key());
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    private static Stream<String> script(SqlDialect dialect) {
        try (InputStream in = Schema.class.getResourceAsStream(dialect.script())) {
            if (in == null) {
                throw new IllegalStateException(dialect.script() + " is missing from the jar");
            }
            return Stream.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split(";"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
