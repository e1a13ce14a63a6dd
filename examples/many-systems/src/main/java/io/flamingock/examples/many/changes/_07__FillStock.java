package io.flamingock.examples.many.changes;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.RollbackExecution;
import io.flamingock.api.TargetSystem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Data, and so in a transaction on MariaDB too: the stock and the movements that explain it. */
@TargetSystem("warehouse")
@ChangeUnit(id = "fill-stock", author = "warehouse-team")
class _07__FillStock {

    @Execution
    void fill(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO stock VALUES (?, 10)");
                Statement statement = connection.createStatement()) {
            for (int sku = 1; sku <= 40; sku++) {
                insert.setInt(1, sku);
                insert.addBatch();
            }
            insert.executeBatch();
            statement.execute("INSERT INTO movement (sku, quantity, reason) SELECT sku, quantity, 'filled' FROM stock");
        }
    }

    @RollbackExecution
    void clear(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM movement");
            statement.execute("DELETE FROM stock");
        }
    }
}
