package io.flamingock.examples.many.changes;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.RollbackExecution;
import io.flamingock.api.TargetSystem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Two batches of 25 customers, who have no key but the one that the database gives them. */
@TargetSystem("orders")
@ChangeUnit(id = "import-customers", author = "orders-team")
class _06__ImportCustomers {

    @Execution
    void load(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO customer (name) VALUES (?)")) {
            for (int n = 1; n <= 50; n++) {
                insert.setString(1, "customer " + n);
                insert.addBatch();
                if (n % 25 == 0) {
                    insert.executeBatch();
                }
            }
        }
    }

    @RollbackExecution
    void clear(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM customer");
        }
    }
}
