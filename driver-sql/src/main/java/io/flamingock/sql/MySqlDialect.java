package io.flamingock.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * MySQL 8. A statement can bring its {@code sql_mode} along, but not how long it waits for a lock; to set that for the
 * session, and to set it back, would be two more round trips for each entry. So it is cancelled when its time is up,
 * whatever it waits for.
 */
final class MySqlDialect extends MySqlFamily {

    private static final Pattern VERB = Pattern.compile("^(INSERT|UPDATE) ");
    private static final String TIME_IS_UP = "HYT00";
    private static final int INTERRUPTED = 1317;

    MySqlDialect() {
        super("MySQL");
    }

    @Override
    int update(Connection connection, long lockMillis, String sql, List<?> values) throws SQLException {
        String strict = VERB.matcher(sql).replaceFirst("$1 /*+ SET_VAR(sql_mode='" + STRICT + "') */ ");
        try (PreparedStatement statement = connection.prepareStatement(strict)) {
            Statements.bind(statement, values);
            long limit = seconds(lockMillis);
            Alarm alarm = Alarm.in(Duration.ofSeconds(limit), statement);
            try {
                int rows = statement.executeUpdate();
                boolean unused = stop(alarm, connection);
                return rows;
            } catch (SQLException e) {
                boolean isTimeUp = !isDisconnected(e) && stop(alarm, connection) && isCancelled(e);
                throw isTimeUp ? new SQLException("cancelled after " + limit + " s", TIME_IS_UP, e) : e;
            } finally {
                alarm.dismiss();
            }
        }
    }

    /** Then no cancel can hit anything, and it would not be answered either: it is not worth waiting for. */
    private static boolean isDisconnected(SQLException e) {
        return state(e).startsWith("08");
    }

    /** Returns whether its time was up before. */
    private static boolean stop(Alarm alarm, Connection connection) {
        boolean rang = alarm.stop();
        if (rang) {
            absorbCancel(connection, alarm);
        }
        return rang;
    }

    /** The server says so by a number; MySQL's driver, which may be first to know, gives neither number nor SQLState. */
    private static boolean isCancelled(SQLException e) {
        return e.getErrorCode() == INTERRUPTED || (e.getErrorCode() == 0 && state(e).isEmpty());
    }

    /** A cancel that came too late would hit the next statement: this one is there for it. */
    private static void absorbCancel(Connection connection, Alarm alarm) {
        try {
            if (alarm.isOver()) {
                Statements.execute(connection, "DO 0");
            } else {
                connection.abort(Runnable::run);
            }
        } catch (SQLException e) {
            // absorbed
        }
    }

    /** Compared as numbers: as they are, of two types, the server finds no pair of them. */
    @Override
    String lockWaits() {
        return "performance_schema.data_lock_waits w"
                + " JOIN information_schema.innodb_trx r ON r.trx_id + 0 = w.requesting_engine_transaction_id + 0"
                + " JOIN information_schema.innodb_trx b ON b.trx_id + 0 = w.blocking_engine_transaction_id + 0";
    }

    /** Byte for byte; it pads, see {@link #refusal}. */
    @Override
    String collation() {
        return "utf8mb4_bin";
    }

    @Override
    boolean isLockTimeout(SQLException e) {
        return state(e).equals(TIME_IS_UP) || e.getErrorCode() == LOCK_WAIT_TIMEOUT;
    }

    /** Before 8.0.17 no collation of MySQL compares byte for byte and does not pad. */
    @Override
    Optional<String> refusal(String key) {
        return key.endsWith(" ")
                ? Optional.of("MySQL takes '" + key + "' for the same without its last space: choose another name")
                : Optional.empty();
    }
}
