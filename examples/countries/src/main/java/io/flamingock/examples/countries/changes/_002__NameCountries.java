package io.flamingock.examples.countries.changes;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.RollbackExecution;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Rows and outcome commit together. */
@ChangeUnit(id = "name-countries", author = "countries-team")
class _002__NameCountries {

    @Execution
    void name(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO country VALUES ('CL', 'Chile'), ('IS', 'Iceland')");
        }
    }

    @RollbackExecution
    void forget(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM country");
        }
    }
}
