package io.flamingock.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * Borrows connections. A second one while the first is out (a transaction and the heartbeat; whoever waits and who
 * looks what for) is borrowed for a limited time only: a pool of one connection would wait for itself.
 */
final class Pool {

    static final Duration SECOND_BORROW = Duration.ofSeconds(2);

    private static final Duration SHORTEST_BORROW = Duration.ofSeconds(1);

    /** Store and target of one {@code DataSource} count together. */
    private static final Map<DataSource, AtomicInteger> BORROWED = Collections.synchronizedMap(new WeakHashMap<>());

    private final DataSource dataSource;
    private final AtomicInteger borrowed;

    Pool(DataSource dataSource) {
        this.dataSource = dataSource;
        BORROWED.putIfAbsent(dataSource, new AtomicInteger());
        this.borrowed = Objects.requireNonNull(BORROWED.get(dataSource));
    }

    Connection borrow() throws SQLException {
        Connection connection = borrowed.get() == 0 ? fromDataSource() : borrowWithin(SECOND_BORROW);
        borrowed.incrementAndGet();
        return connection;
    }

    /** Waits no longer than that, or than a connection may take, whatever the {@code DataSource} does. */
    Connection borrow(Duration atMost) throws SQLException {
        Duration longest = atMost.compareTo(SHORTEST_BORROW) < 0 ? SHORTEST_BORROW : atMost;
        boolean first = borrowed.get() == 0 || longest.compareTo(SECOND_BORROW) < 0;
        Connection connection = borrowWithin(first ? longest : SECOND_BORROW);
        borrowed.incrementAndGet();
        return connection;
    }

    private Connection fromDataSource() throws SQLException {
        try {
            return dataSource.getConnection();
        } catch (RuntimeException e) {
            throw new SQLException("the DataSource threw " + e, e);
        }
    }

    /** Never throws: what it was borrowed for is done. */
    void giveBack(Connection connection) {
        borrowed.decrementAndGet();
        closeQuietly(connection);
    }

    private Connection borrowWithin(Duration atMost) throws SQLException {
        CompletableFuture<Connection> answer = new CompletableFuture<>();
        Thread borrower = new Thread(() -> deliver(answer), "flamingock-second-connection");
        borrower.setDaemon(true);
        borrower.start();
        try {
            return answer.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            SQLException tooSmall = new SQLTransientConnectionException(
                    borrowed.get() == 0
                            ? "no connection came within " + atMost.toMillis() + " ms"
                            : "[S31] no second connection came within " + atMost.toMillis() + " ms, while "
                                    + borrowed.get() + " of this DataSource are in use by Flamingock itself:"
                                    + " its pool needs two free connections");
            if (answer.completeExceptionally(tooSmall)) {
                throw tooSmall;
            }
            return answer.join();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new SQLException("the DataSource threw " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            answer.completeExceptionally(e);
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted while waiting for a connection", e);
        }
    }

    /** One that comes too late goes back at once. */
    private void deliver(CompletableFuture<Connection> answer) {
        try {
            Connection connection = dataSource.getConnection();
            if (!answer.complete(connection)) {
                closeQuietly(connection);
            }
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException | RuntimeException e) {
            // a pool that cannot take it back throws it away
        }
    }
}
