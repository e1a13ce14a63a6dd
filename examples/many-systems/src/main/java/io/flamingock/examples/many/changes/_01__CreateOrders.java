package io.flamingock.examples.many.changes;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.RollbackExecution;
import io.flamingock.api.TargetSystem;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** On PostgreSQL DDL is part of the transaction, so both tables come or neither. */
@TargetSystem("orders")
@ChangeUnit(id = "create-orders", author = "orders-team")
class _01__CreateOrders {

    @Execution
    void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE customer (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                    + " name TEXT NOT NULL, points INT NOT NULL DEFAULT 0)");
            statement.execute("CREATE TABLE customer_order (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                    + " customer_id BIGINT NOT NULL REFERENCES customer, cents INT NOT NULL)");
        }
    }

    @RollbackExecution
    void drop(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE customer_order");
            statement.execute("DROP TABLE customer");
        }
    }
}
