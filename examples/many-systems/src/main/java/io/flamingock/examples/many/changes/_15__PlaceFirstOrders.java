package io.flamingock.examples.many.changes;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.RollbackExecution;
import io.flamingock.api.TargetSystem;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

@TargetSystem("orders")
@ChangeUnit(id = "place-first-orders", author = "orders-team")
class _15__PlaceFirstOrders {

    @Execution
    void place(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO customer_order (customer_id, cents)"
                    + " SELECT id, 1050 FROM customer ORDER BY id LIMIT 10");
        }
    }

    @RollbackExecution
    void withdraw(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM customer_order");
        }
    }
}
