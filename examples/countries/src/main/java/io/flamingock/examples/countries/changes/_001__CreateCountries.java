package io.flamingock.examples.countries.changes;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.RollbackExecution;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** On H2 DDL commits, so it stays outside of a transaction. */
@ChangeUnit(id = "create-countries", author = "countries-team", transactional = false)
class _001__CreateCountries {

    @Execution
    void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE country (code VARCHAR(2) PRIMARY KEY, name VARCHAR(100) NOT NULL)");
        }
    }

    @RollbackExecution
    void drop(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS country");
        }
    }
}
