package io.flamingock.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * For databases that have no lock time-out: cancels a statement that runs for too long, and never a later one of the
 * same session.
 */
final class TimedStatement implements AutoCloseable {

    /** What does not wait shall not be cancelled. */
    private static final long SHORTEST_MILLIS = 250;

    private final PreparedStatement statement;
    private final long deadline;
    private boolean over;
    private boolean cancelled;

    private TimedStatement(PreparedStatement statement, long millis) {
        this.statement = statement;
        this.deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.max(millis, SHORTEST_MILLIS));
        Thread watcher = new Thread(this::watch, "flamingock-lock-timeout");
        watcher.setDaemon(true);
        watcher.start();
    }

    /** Executes one statement, and cancels it after that time. Returns the number of rows. */
    static int update(Connection connection, long millis, String sql, List<?> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Statements.bind(statement, values);
            TimedStatement timed = new TimedStatement(statement, millis);
            try (timed) {
                return Statements.executeAll(statement);
            } finally {
                timed.spendCancel(connection);
            }
        }
    }

    private synchronized void watch() {
        try {
            while (!over) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    over = true;
                    cancelled = true;
                    statement.cancel();
                } else {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                }
            }
        } catch (InterruptedException | SQLException e) {
            // nobody but a stranger interrupts this thread; what cannot be cancelled ends by itself
        }
    }

    /** From now on nothing is cancelled. */
    @Override
    public synchronized void close() {
        over = true;
        notifyAll();
    }

    /** A cancel that came when the statement had just ended would hit the next one: it gets one to hit. */
    private synchronized void spendCancel(Connection connection) {
        if (cancelled) {
            try {
                Statements.execute(connection, "VALUES 0");
            } catch (SQLException e) {
                // it was hit
            }
        }
    }
}
