package io.flamingock.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Borrows connections. A second one while the first is out (a transaction and the heartbeat; whoever waits and who
 * looks what for) is borrowed for a limited time only: a pool of one connection would wait for itself.
 */
final class Pool {

    static final Duration SECOND_BORROW = Duration.ofSeconds(2);

    private static final Duration SHORTEST_BORROW = Duration.ofSeconds(1);

    /** How long a connection that came too late waits for who asks again. */
    private static final Duration KEPT = Duration.ofSeconds(2);

    /** Store and target of one {@code DataSource} count together. */
    private static final Map<DataSource, AtomicInteger> BORROWED = Collections.synchronizedMap(new WeakHashMap<>());

    private final DataSource dataSource;
    private final AtomicInteger borrowed;

    /** What was asked for, and left behind by somebody who could not wait any longer. */
    private final AtomicReference<@Nullable CompletableFuture<Connection>> late = new AtomicReference<>();

    Pool(DataSource dataSource) {
        this.dataSource = dataSource;
        this.borrowed = BORROWED.computeIfAbsent(dataSource, key -> new AtomicInteger());
    }

    Connection borrow() throws SQLException {
        Connection connection = borrowed.get() == 0 ? fromDataSource() : borrowWithin(SECOND_BORROW);
        borrowed.incrementAndGet();
        return connection;
    }

    /**
     * Waits no longer than that, or than a connection may take, whatever the {@code DataSource} does. One that comes too
     * late is kept for a moment, for who asks again: a renewal would otherwise begin to wait at the end of the queue.
     */
    Connection borrow(Duration atMost) throws SQLException {
        Duration longest = atMost.compareTo(SHORTEST_BORROW) < 0 ? SHORTEST_BORROW : atMost;
        boolean first = borrowed.get() == 0 || longest.compareTo(SECOND_BORROW) < 0;
        Connection connection = borrowOrLeave(first ? longest : SECOND_BORROW);
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
        CompletableFuture<Connection> answer = ask();
        try {
            return await(answer, atMost);
        } catch (TimeoutException e) {
            return orGiveUp(answer, tooLate(atMost));
        }
    }

    private Connection borrowOrLeave(Duration atMost) throws SQLException {
        @Nullable CompletableFuture<Connection> left = late.getAndSet(null);
        CompletableFuture<Connection> answer = left == null || left.isCompletedExceptionally() ? ask() : left;
        try {
            return await(answer, atMost);
        } catch (TimeoutException e) {
            if (!late.compareAndSet(null, answer)) {
                return orGiveUp(answer, tooLate(atMost)); // somebody else has left one already
            }
            if (answer.isDone() && late.compareAndSet(answer, null)) {
                return orGiveUp(answer, tooLate(atMost)); // it came just now
            }
            throw tooLate(atMost);
        }
    }

    private CompletableFuture<Connection> ask() {
        CompletableFuture<Connection> answer = new CompletableFuture<>();
        Thread borrower = new Thread(() -> deliver(answer), "flamingock-second-connection");
        borrower.setDaemon(true);
        borrower.start();
        return answer;
    }

    /** One that nobody waits for any more goes back: at once, or when nobody has asked for it for a moment. */
    private void deliver(CompletableFuture<Connection> answer) {
        try {
            Connection connection = dataSource.getConnection();
            if (!answer.complete(connection)) {
                closeQuietly(connection);
            } else if (late.get() == answer) {
                CompletableFuture.delayedExecutor(KEPT.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> {
                            if (late.compareAndSet(answer, null)) {
                                closeQuietly(connection);
                            }
                        });
            }
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }

    private static Connection await(CompletableFuture<Connection> answer, Duration atMost)
            throws SQLException, TimeoutException {
        try {
            return answer.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new SQLException("the DataSource threw " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            if (!answer.completeExceptionally(e) && !answer.isCompletedExceptionally()) {
                closeQuietly(answer.join()); // it has come at that very moment
            }
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted while waiting for a connection", e);
        }
    }

    /** The connection that has come after all; otherwise it goes back when it comes. */
    private static Connection orGiveUp(CompletableFuture<Connection> answer, SQLException tooLate) throws SQLException {
        if (answer.completeExceptionally(tooLate)) {
            throw tooLate;
        }
        try {
            return await(answer, Duration.ZERO);
        } catch (TimeoutException e) {
            throw tooLate; // never: it is complete
        }
    }

    private SQLException tooLate(Duration atMost) {
        return new SQLTransientConnectionException(
                borrowed.get() == 0
                        ? "no connection came within " + atMost.toMillis() + " ms"
                        : "[S31] no second connection came within " + atMost.toMillis() + " ms, while "
                                + borrowed.get() + " of this DataSource are in use by Flamingock itself:"
                                + " its pool needs two free connections");
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException | RuntimeException e) {
            // a pool that cannot take it back throws it away
        }
    }
}
