package io.flamingock.examples.quickstart.changes;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.RollbackExecution;
import io.flamingock.api.TargetSystem;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Fills a column of rows that are there already. In one transaction with its outcome, as the loading was. */
@TargetSystem("shop-database")
@ChangeUnit(id = "fill-gross-prices", author = "shop-team", description = "gross = net + VAT, rounded to a cent")
class _0030__FillGrossPrices {

    @Execution
    void fill(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    UPDATE product SET gross_cents = ROUND(net_cents * (100 +
                      (SELECT percent FROM vat_rate WHERE vat_rate.category = product.category)) / 100.0)""");
        }
    }

    @RollbackExecution
    void clear(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("UPDATE product SET gross_cents = NULL");
        }
    }
}
