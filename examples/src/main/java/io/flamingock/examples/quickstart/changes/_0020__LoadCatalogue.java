package io.flamingock.examples.quickstart.changes;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.RollbackExecution;
import io.flamingock.api.TargetSystem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/**
 * Reference data, from a file that is shipped with this version.
 *
 * <p>The log is in the same database, and the connection is that of the transaction which also holds the outcome: the
 * rows and the word "executed" are committed together, or neither is.
 */
@TargetSystem("shop-database")
@ChangeUnit(id = "load-catalogue", author = "shop-team")
class _0020__LoadCatalogue {

    @Execution
    void load(Connection connection) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO vat_rate VALUES ('books', 7), ('food', 7), ('garden', 19),"
                    + " ('household', 19), ('office', 19), ('toys', 19)");
        }
        String insert = "INSERT INTO product (sku, name, category, net_cents, stock) VALUES (?, ?, ?, ?, ?)";
        try (BufferedReader rows = catalogue();
                PreparedStatement product = connection.prepareStatement(insert)) {
            for (String row : (Iterable<String>) rows.lines().skip(1)::iterator) {
                String[] column = row.split(",", -1);
                product.setString(1, column[0]);
                product.setString(2, column[1]);
                product.setString(3, column[2]);
                product.setLong(4, Long.parseLong(column[3]));
                product.setInt(5, Integer.parseInt(column[4]));
                product.addBatch();
            }
            product.executeBatch();
        }
    }

    @RollbackExecution
    void empty(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM product");
            statement.execute("DELETE FROM vat_rate");
        }
    }

    private static BufferedReader catalogue() {
        var file = _0020__LoadCatalogue.class.getResourceAsStream("/io/flamingock/examples/quickstart/catalogue.csv");
        return new BufferedReader(new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8));
    }
}
