package io.flamingock.examples.spring.changes;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.RollbackExecution;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The table of an entity, which refers to one of the library. On H2 DDL commits, so it stays outside of a transaction. */
@ChangeUnit(id = "create-trips", author = "travel-team", transactional = false)
class _001__CreateTrips {

    @Execution
    void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE trip (id BIGINT PRIMARY KEY, title VARCHAR(100) NOT NULL,"
                    + " country VARCHAR(2) NOT NULL REFERENCES country)");
        }
    }

    @RollbackExecution
    void drop(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS trip");
        }
    }
}
