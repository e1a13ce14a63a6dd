package io.flamingock.examples.unittest;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A change of a database. */
@ChangeUnit(id = "raise-prices")
class _0001__RaisePrices {

    @Execution
    void raise(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("UPDATE price SET cents = cents * 2");
        }
    }
}
