package io.flamingock.examples.many.changes;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.RollbackExecution;
import io.flamingock.api.TargetSystem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

@TargetSystem("orders")
@ChangeUnit(id = "grant-welcome-points", author = "orders-team")
class _11__GrantWelcomePoints {

    @Execution
    void grant(Connection connection) throws SQLException {
        add(connection, 100);
    }

    @RollbackExecution
    void takeBack(Connection connection) throws SQLException {
        add(connection, -100);
    }

    private static void add(Connection connection, int points) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE customer SET points = points + ?")) {
            update.setInt(1, points);
            update.executeUpdate();
        }
    }
}
