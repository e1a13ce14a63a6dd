package io.flamingock.examples.postgres.changes;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.RollbackExecution;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** On PostgreSQL a table is created inside the transaction: table, row and outcome are there together, or none is. */
@ChangeUnit(id = "create-books", author = "library-team")
class _001__CreateBooks {

    @Execution
    void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE book (isbn TEXT PRIMARY KEY, title TEXT NOT NULL)");
            statement.execute("INSERT INTO book VALUES ('978-0', 'A first book')");
        }
    }

    @RollbackExecution
    void drop(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE book");
        }
    }
}
