package io.flamingock.examples.many;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.LongStream;
import javax.sql.DataSource;

/** What is in the tables of one of the SQL databases. Of a table that is not there nothing is there. */
final class Tables {

    private final DataSource database;

    Tables(DataSource database) {
        this.database = database;
    }

    /** One if there is such a table, otherwise zero. */
    long exist(String table) throws SQLException {
        try (Connection connection = database.getConnection();
                ResultSet tables = connection
                        .getMetaData()
                        .getTables(connection.getCatalog(), connection.getSchema(), table, null)) {
            return tables.next() ? 1 : 0;
        }
    }

    /** How many rows of it meet the condition. */
    long rows(String table, String condition) throws SQLException {
        return numbers(table, "SELECT count(*) FROM " + table + " WHERE " + condition)
                .sum();
    }

    /** What stands in that column. */
    LongStream column(String table, String column) throws SQLException {
        return numbers(table, "SELECT " + column + " FROM " + table);
    }

    private LongStream numbers(String table, String query) throws SQLException {
        if (exist(table) == 0) {
            return LongStream.empty();
        }
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            LongStream.Builder numbers = LongStream.builder();
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
            return numbers.build();
        }
    }

    /** Removes those that are there. */
    void drop(String... tables) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : tables) {
                statement.execute("DROP TABLE IF EXISTS " + table);
            }
        }
    }
}
