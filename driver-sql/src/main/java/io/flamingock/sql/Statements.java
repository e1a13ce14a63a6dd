package io.flamingock.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Executing with plain JDBC. */
final class Statements {

    /** What becomes of one row. */
    interface RowReader<T extends @Nullable Object> {
        T read(ResultSet row) throws SQLException;
    }

    private Statements() {}

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Executes what may be several statements, sent as one. Returns the rows that were written. */
    static int update(Connection connection, String sql, List<?> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return executeAll(statement);
        }
    }

    /** Executes what has its values. Returns the rows that were written. */
    static int executeAll(PreparedStatement statement) throws SQLException {
        return rows(statement, statement.execute());
    }

    /** The rows that were written by this result and those after it, of which the first is that of a query, or not. */
    static int rows(PreparedStatement statement, boolean isQuery) throws SQLException {
        int rows = 0;
        while (true) {
            int count = isQuery ? -1 : statement.getUpdateCount();
            if (!isQuery && count < 0) {
                return rows;
            }
            rows += Math.max(count, 0);
            isQuery = statement.getMoreResults();
        }
    }

    static <T extends @Nullable Object> List<T> query(
            Connection connection, String sql, List<?> values, RowReader<T> reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
            }
            return found;
        }
    }

    static void bind(PreparedStatement statement, List<?> values) throws SQLException {
        int index = 0;
        for (@Nullable Object value : values) {
            index++;
            if (value instanceof Number number) {
                statement.setLong(index, number.longValue());
            } else if (value == null) {
                statement.setNull(index, Types.VARCHAR);
            } else {
                statement.setString(index, value.toString());
            }
        }
    }
}
