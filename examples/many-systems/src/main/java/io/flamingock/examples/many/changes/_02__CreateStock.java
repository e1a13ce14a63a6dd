package io.flamingock.examples.many.changes;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.RollbackExecution;
import io.flamingock.api.TargetSystem;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** On MariaDB DDL commits, so this takes part in no transaction and says so. Nothing but DDL is in it. */
@TargetSystem("warehouse")
@ChangeUnit(id = "create-stock", author = "warehouse-team", transactional = false)
class _02__CreateStock {

    @Execution
    void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE stock (sku INT PRIMARY KEY, quantity INT NOT NULL)");
            statement.execute("CREATE TABLE movement (id SERIAL PRIMARY KEY, sku INT NOT NULL,"
                    + " quantity INT NOT NULL, reason VARCHAR(20) NOT NULL)");
        }
    }

    /** Only one of them may be there. */
    @RollbackExecution
    void drop(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS movement");
            statement.execute("DROP TABLE IF EXISTS stock");
        }
    }
}
