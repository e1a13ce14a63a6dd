package io.flamingock.sql.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.api.Resolution;
import io.flamingock.sql.SqlServers;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** Counts what the bodies of {@link TwelveChanges} left behind, and reads the log with SQL of its own. */
final class Oracle {

    private static final long LIMIT_NANOS = 20_000_000_000L;

    private final DataSource shop;
    private final DataSource stock;
    private final Ledger ledger;

    Oracle(DataSource shop, DataSource stock, Ledger ledger) {
        this.shop = shop;
        this.stock = stock;
        this.ledger = ledger;
    }

    /** Waits until the servers have noticed that these sessions have lost their client. */
    void awaitEndOfSessions(String application) {
        String open = "SELECT count(*) FROM pg_stat_activity WHERE application_name = '" + application + "'";
        long limit = System.nanoTime() + LIMIT_NANOS;
        while (number(shop, open) + number(stock, open) > 0) {
            assertThat(System.nanoTime()).as("sessions of the dead have ended").isLessThan(limit);
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** The newest state of each change in the log. */
    Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        if (SqlServers.query(shop, "SELECT to_regclass('flamingock_audit')") == null) {
            return states;
        }
        try (Connection connection = shop.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT change_id, state FROM flamingock_audit"
                        + " WHERE kind = 'CHANGE' AND state <> 'LATE' ORDER BY seq")) {
            while (rows.next()) {
                states.put(rows.getString(1), rows.getString(2));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return states;
    }

    /** The changes of which nobody can know but who looks at the ledger. */
    Set<String> toBeDecided() {
        Set<String> open = new TreeSet<>();
        states().forEach((change, state) -> {
            if (TwelveChanges.MANUAL.contains(change)
                    && Set.of("STARTED", "FAILED", "ROLLBACK_FAILED").contains(state)) {
                open.add(change);
            }
        });
        return open;
    }

    /** The changes whose transaction has committed on the other server, which the log does not say yet. */
    Set<String> toBeSettled() {
        Set<String> cutOff = new TreeSet<>();
        states().forEach((change, state) -> {
            if (TwelveChanges.MARKED.contains(change) && state.equals("STARTED") && halves(stock, change) == 2) {
                cutOff.add(change);
            }
        });
        return cutOff;
    }

    /** Looks at the ledger as an operator does, clears away what is there by half, and decides. */
    Resolution look(String change) throws IOException {
        long first = ledger.count(change, "first") - ledger.count(change, "undone");
        long second = ledger.count(change, "second");
        if (first == 1 && second == 1) {
            return Resolution.EXECUTED;
        }
        if (first == 1) {
            ledger.write(change, 0, "undone");
        }
        return Resolution.ROLLED_BACK;
    }

    /** After a crash: nothing is there by half, and of the store's own database log and effect say the same. */
    void assertThatTransactionsAreWhole() {
        Map<String, String> states = states();
        for (String change : TwelveChanges.SHARED) {
            assertThat(halves(shop, change))
                    .as("halves of %s, of which the log says %s", change, states.get(change))
                    .isEqualTo("EXECUTED".equals(states.get(change)) ? 2 : 0);
        }
        for (String change : TwelveChanges.MARKED) {
            assertThat(halves(stock, change)).as("halves of %s", change).isIn(0L, 2L);
        }
    }

    /** Each line of the ledger belongs to an attempt whose intent was in the log before. */
    void assertThatIntentsCameFirst() throws IOException {
        for (Ledger.Line line : ledger.lines()) {
            if (line.attempt() > 0) {
                assertThat(number(
                                shop,
                                "SELECT count(*) FROM flamingock_audit WHERE state = 'STARTED' AND change_id = '"
                                        + line.change() + "' AND attempt = " + line.attempt()))
                        .as("intents of %s", line)
                        .isEqualTo(1);
            }
        }
    }

    /** Everything is there as often as it was promised; returns how often that is, in one line. */
    String assertThatAllIsThere() throws IOException {
        for (String change : TwelveChanges.SHARED) {
            assertOnce(shop, change);
        }
        for (String change : TwelveChanges.MARKED) {
            assertOnce(stock, change);
        }
        assertThat(number(stock, "SELECT count(*) FROM stock")).isEqualTo(TwelveChanges.STOCK_ROWS);
        assertThat(number(stock, "SELECT count(*) FROM stock WHERE price = 11")).isEqualTo(TwelveChanges.STOCK_ROWS);
        assertThat(number(shop, "SELECT count(*) FROM customers WHERE country = 'ES' AND name LIKE 'dear customer %'"))
                .isEqualTo(50);
        StringBuilder counts = new StringBuilder("8 × 1");
        for (String change : TwelveChanges.MANUAL) {
            long begun = ledger.count(change, "first");
            assertThat(begun - ledger.count(change, "undone"))
                    .as("effects of %s", change)
                    .isEqualTo(1);
            assertThat(ledger.count(change, "second"))
                    .as("effects of %s", change)
                    .isEqualTo(1);
            assertThat(begun)
                    .as("%s begins again only after it was undone", change)
                    .isLessThanOrEqualTo(1 + undone(change));
            counts.append(", ").append(change).append(" begun ").append(begun);
        }
        for (String change : TwelveChanges.RETRIED) {
            long done = ledger.count(change, "second");
            assertThat(done).as("effects of %s", change).isBetween(1L, 2L);
            counts.append(", ").append(change).append(" × ").append(done);
        }
        return counts.toString();
    }

    private void assertOnce(DataSource database, String change) {
        assertThat(number(database, "SELECT count(*) FROM effect WHERE change_id = '" + change + "' AND half = 1"))
                .as("effects of %s", change)
                .isEqualTo(1);
        assertThat(halves(database, change)).as("halves of %s", change).isEqualTo(2);
    }

    private long undone(String change) {
        return number(
                shop,
                "SELECT count(*) FROM flamingock_audit WHERE change_id = '" + change
                        + "' AND state IN ('ROLLED_BACK', 'MARKED_ROLLED_BACK')");
    }

    private static long halves(DataSource database, String change) {
        return number(database, "SELECT count(*) FROM effect WHERE change_id = '" + change + "'");
    }

    private static long number(DataSource database, String sql) {
        return Long.parseLong(List.of(SqlServers.query(database, sql)).get(0));
    }
}
