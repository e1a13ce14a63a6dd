package io.flamingock.examples.many.changes;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.RollbackExecution;
import io.flamingock.api.TargetSystem;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

@TargetSystem("warehouse")
@ChangeUnit(id = "set-samples-aside", author = "warehouse-team")
class _12__SetSamplesAside {

    @Execution
    void setAside(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("UPDATE stock SET quantity = quantity - 1");
            statement.execute("INSERT INTO movement (sku, quantity, reason) SELECT sku, -1, 'sample' FROM stock");
        }
    }

    @RollbackExecution
    void putBack(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM movement WHERE reason = 'sample'");
            statement.execute("UPDATE stock SET quantity = quantity + 1");
        }
    }
}
