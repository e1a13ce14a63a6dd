package io.flamingock.examples.quickstart.changes;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.RollbackExecution;
import io.flamingock.api.TargetSystem;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The tables of the catalogue.
 *
 * <p>On H2, as on MySQL and MariaDB, {@code CREATE TABLE} commits the open transaction: nothing could be rolled back.
 * {@code transactional = false} says so. The connection is in auto-commit then, and there is an intent in the log
 * before the first statement. Without it the change works too, but a failure in the middle ends as "committed behind
 * our back". On PostgreSQL, where DDL is transactional, leave it out.
 */
@TargetSystem("shop-database")
@ChangeUnit(id = "create-catalogue", author = "shop-team", transactional = false)
class _0010__CreateCatalogue {

    @Execution
    void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE vat_rate (category VARCHAR(40) PRIMARY KEY, percent INT NOT NULL)");
            statement.execute("""
                    CREATE TABLE product (
                      sku         VARCHAR(20) PRIMARY KEY,
                      name        VARCHAR(100) NOT NULL,
                      category    VARCHAR(40) NOT NULL REFERENCES vat_rate,
                      net_cents   BIGINT NOT NULL,
                      stock       INT NOT NULL,
                      gross_cents BIGINT)""");
        }
    }

    @RollbackExecution
    void drop(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS product");
            statement.execute("DROP TABLE IF EXISTS vat_rate");
        }
    }
}
