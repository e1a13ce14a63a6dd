package io.flamingock.sql.proof;

import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.api.ChangeContext;
import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.Recovery;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.api.RollbackExecution;
import io.flamingock.api.TargetSystem;
import io.flamingock.sql.SqlAuditStore;
import io.flamingock.sql.SqlTargetSystem;
import io.flamingock.targets.NonTransactionalTargetSystem;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/**
 * A program with twelve changes on three systems, interleaved: the audit store's own database ({@code shop}, SHARED), a
 * database on another server ({@code stock}, MARKED), and a file ({@code ledger}, NONE). What a body does it leaves
 * behind, so that it can be counted: rows of {@code effect}, or lines of the ledger.
 */
final class TwelveChanges {

    static final String SERVICE = "shop";
    static final List<String> SHARED = List.of("01", "05", "08", "12");
    static final List<String> MARKED = List.of("03", "06", "09", "11");
    static final List<String> RETRIED = List.of("02", "10");
    static final List<String> MANUAL = List.of("04", "07");
    static final int STOCK_ROWS = 4_000;

    /** Whether the body of 07 throws in its middle, so that its rollback runs. */
    private static volatile boolean failing;

    private TwelveChanges() {}

    static FlamingockBuilder program(DataSource shop, DataSource stock, Ledger ledger) {
        return Flamingock.builder()
                .service(SERVICE)
                .application("crash-proof", "1")
                .auditStore(SqlAuditStore.of(shop))
                .targetSystems(
                        SqlTargetSystem.of("shop", shop),
                        SqlTargetSystem.of("stock", stock),
                        NonTransactionalTargetSystem.of("ledger", ledger))
                .waitForLease(Duration.ofSeconds(30))
                .changes(
                        CreateCustomers.class,
                        AnnounceShop.class,
                        CreateStock.class,
                        OpenAccount.class,
                        AddCustomers.class,
                        FillStock.class,
                        OrderSigns.class,
                        AddCountry.class,
                        RaisePrices.class,
                        AnnouncePrices.class,
                        ClearStock.class,
                        GreetCustomers.class);
    }

    static void fail(boolean value) {
        failing = value;
    }

    /** Runs the statements between the two halves of the effect that is counted. */
    private static void effect(String change, Connection connection, String... statements) throws SQLException {
        CurrentPoints.at("in " + change);
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO effect (change_id, half) VALUES ('" + change + "', 1)");
            for (String sql : statements) {
                statement.execute(sql);
            }
            statement.execute("INSERT INTO effect (change_id, half) VALUES ('" + change + "', 2)");
        }
        CurrentPoints.at("after " + change);
    }

    /** Writes the two halves of the effect that is counted. */
    private static void effect(ChangeContext context, Ledger ledger) throws IOException {
        String change = context.changeId();
        CurrentPoints.at("in " + change);
        ledger.write(change, context.attempt(), "first");
        CurrentPoints.pass("half-way");
        if (failing && change.equals("07")) {
            throw new IOException("the ledger is out of paper");
        }
        ledger.write(change, context.attempt(), "second");
        CurrentPoints.pass("written");
        CurrentPoints.at("after " + change);
    }

    @TargetSystem("shop")
    @ChangeUnit(id = "01", order = "01")
    static class CreateCustomers {
        @Execution
        void execute(Connection connection) throws SQLException {
            effect("01", connection, "CREATE TABLE customers (id INT PRIMARY KEY, name TEXT)");
        }
    }

    @TargetSystem("ledger")
    @Recovery(strategy = RecoveryStrategy.ALWAYS_RETRY)
    @ChangeUnit(id = "02", order = "02")
    static class AnnounceShop {
        @Execution
        void execute(ChangeContext context, Ledger ledger) throws IOException {
            effect(context, ledger);
        }
    }

    @TargetSystem("stock")
    @ChangeUnit(id = "03", order = "03")
    static class CreateStock {
        @Execution
        void execute(Connection connection) throws SQLException {
            effect("03", connection, "CREATE TABLE stock (id INT PRIMARY KEY, price INT)");
        }
    }

    @TargetSystem("ledger")
    @ChangeUnit(id = "04", order = "04")
    static class OpenAccount {
        @Execution
        void execute(ChangeContext context, Ledger ledger) throws IOException {
            effect(context, ledger);
        }
    }

    @TargetSystem("shop")
    @ChangeUnit(id = "05", order = "05")
    static class AddCustomers {
        @Execution
        void execute(Connection connection) throws SQLException {
            effect("05", connection, "INSERT INTO customers SELECT n, 'customer ' || n FROM generate_series(1, 50) n");
        }
    }

    @TargetSystem("stock")
    @ChangeUnit(id = "06", order = "06")
    static class FillStock {
        @Execution
        void execute(Connection connection) throws SQLException {
            int half = STOCK_ROWS / 2;
            effect(
                    "06",
                    connection,
                    "INSERT INTO stock SELECT n, 10 FROM generate_series(1, " + half + ") n",
                    "INSERT INTO stock SELECT n, 10 FROM generate_series(" + (half + 1) + ", " + STOCK_ROWS + ") n");
        }
    }

    @TargetSystem("ledger")
    @ChangeUnit(id = "07", order = "07")
    static class OrderSigns {
        @Execution
        void execute(ChangeContext context, Ledger ledger) throws IOException {
            effect(context, ledger);
        }

        @RollbackExecution
        void rollback(ChangeContext context, Ledger ledger) throws IOException {
            CurrentPoints.at("in rollback of 07");
            ledger.write("07", context.attempt(), "undone");
            CurrentPoints.pass("written");
            CurrentPoints.at("after rollback of 07");
        }
    }

    @TargetSystem("shop")
    @ChangeUnit(id = "08", order = "08")
    static class AddCountry {
        @Execution
        void execute(Connection connection) throws SQLException {
            effect(
                    "08",
                    connection,
                    "ALTER TABLE customers ADD COLUMN country TEXT",
                    "UPDATE customers SET country = 'ES'");
        }
    }

    @TargetSystem("stock")
    @ChangeUnit(id = "09", order = "09")
    static class RaisePrices {
        @Execution
        void execute(Connection connection) throws SQLException {
            effect("09", connection, "UPDATE stock SET price = price + 1");
        }
    }

    @TargetSystem("ledger")
    @Recovery(strategy = RecoveryStrategy.ALWAYS_RETRY)
    @ChangeUnit(id = "10", order = "10")
    static class AnnouncePrices {
        @Execution
        void execute(ChangeContext context, Ledger ledger) throws IOException {
            effect(context, ledger);
        }
    }

    @TargetSystem("stock")
    @ChangeUnit(id = "11", order = "11")
    static class ClearStock {
        @Execution
        void execute(Connection connection) throws SQLException {
            effect("11", connection, "ALTER TABLE stock ADD COLUMN sold INT DEFAULT 0");
        }
    }

    @TargetSystem("shop")
    @ChangeUnit(id = "12", order = "12")
    static class GreetCustomers {
        @Execution
        void execute(Connection connection) throws SQLException {
            effect("12", connection, "UPDATE customers SET name = 'dear ' || name");
        }
    }
}
