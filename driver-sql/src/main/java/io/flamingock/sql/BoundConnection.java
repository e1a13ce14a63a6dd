package io.flamingock.sql;

import io.flamingock.api.FlamingockException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The connection that a body in a transaction gets: everything works but what would end the transaction. */
final class BoundConnection implements JdbcHandle.Rules {

    private static final String REMEDY = " is refused: the change and its outcome are committed together, after the"
            + " method has returned, and rolled back if it throws. Use savepoints for a part, or transactional = false"
            + " for a change that commits by itself";

    private static final String OUTSIDE =
            " (what cannot run inside a transaction is a change of its own: declare it transactional = false)";

    private final Connection target;
    private final SqlDialect dialect;
    private final Supplier<String> whyOver;
    private final JdbcHandle handle;
    private volatile boolean closed;
    private volatile @Nullable SQLException failure;
    private volatile boolean undone;
    private volatile boolean wentOn;
    private final AtomicLong calls = new AtomicLong();

    /** {@code whyOver} says why the transaction is over; empty: it is not. */
    BoundConnection(Connection target, SqlDialect dialect, Supplier<String> whyOver) {
        this.target = target;
        this.dialect = dialect;
        this.whyOver = whyOver;
        this.handle = new JdbcHandle(target, this);
    }

    JdbcHandle handle() {
        return handle;
    }

    @Override
    public @Nullable Object onConnection(Method method, Object @Nullable [] args) throws Throwable {
        calls.incrementAndGet();
        boolean usable = !closed && whyOver.get().isEmpty();
        switch (method.getName()) {
            case "close" -> {
                closed = true;
                return null;
            }
            case "isClosed" -> {
                return !usable;
            }
            case "isValid" -> {
                return usable && Boolean.TRUE.equals(handle.raw(method, args));
            }
            default -> check();
        }
        switch (method.getName()) {
            case "getAutoCommit" -> {
                return false;
            }
            case "setAutoCommit", "setReadOnly" -> {
                allow(isFirst(args, false), method.getName() + "(true)");
                return null;
            }
            case "setTransactionIsolation" -> {
                allow(
                        isFirst(args, target.getTransactionIsolation()),
                        "another isolation than that of the DataSource (setTransactionIsolation)");
                return null;
            }
            case "rollback" -> {
                allow(args != null && args[0] instanceof Savepoint, "rollback()");
                return handle.raw(method, args);
            }
            case "commit", "abort" -> throw refused(method.getName() + "()");
            default -> {
                return handle.wrapped(method, args);
            }
        }
    }

    @Override
    public void check() throws SQLException {
        String why = whyOver.get();
        if (!why.isEmpty()) {
            throw new SQLException(why, "08003");
        }
        if (closed) {
            throw new SQLException(
                    "this connection was closed by the change; its transaction goes on until the method returns",
                    "08003");
        }
    }

    @Override
    public void beforeStatement(boolean mayWrite) throws SQLException {
        check();
        calls.incrementAndGet();
        dialect.keepOpen(target);
        wentOn |= undone;
        undone = false;
    }

    @Override
    public SQLException failed(SQLException e) {
        if (!PostgresDialect.isAborted(e)) {
            failure = e;
        }
        return PostgresDialect.isOutsideOnly(e)
                ? new SQLException(e.getMessage() + OUTSIDE, e.getSQLState(), e.getErrorCode(), e)
                : e;
    }

    /** Those of our own statements come here too. */
    @Override
    public void saw(SQLException e) {
        try {
            undone |= dialect.hasUndone(target, e);
        } catch (SQLException notAnswered) {
            e.addSuppressed(Redaction.of(notAnswered));
        }
    }

    /** How much was done with it: a session is as it was left for as long as this stays the same. */
    long calls() {
        return calls.get();
    }

    /** Whether the last that has happened here was that the database has undone the transaction. */
    boolean isUndone() {
        return undone;
    }

    /** Whether a statement was executed after the database had undone the transaction, so in another one. */
    boolean hasGoneOn() {
        return wentOn;
    }

    /** What is thrown where our own statement, which comes after those of the body, was told {@code aborted}. */
    FlamingockException wentOn(SQLException aborted) {
        @Nullable SQLException failed = failure;
        return new FlamingockException(
                "a statement of the method failed, and the method went on in a transaction in which nothing works any"
                        + " more" + (failed == null ? "" : ": " + failed.getMessage())
                        + "; let it throw, or use a savepoint around what may fail",
                failed == null ? Redaction.of(aborted) : failed);
    }

    private static boolean isFirst(Object @Nullable [] args, Object expected) {
        return args != null && expected.equals(args[0]);
    }

    private static void allow(boolean allowed, String call) throws SQLException {
        if (!allowed) {
            throw refused(call);
        }
    }

    private static SQLException refused(String call) {
        return new SQLException("[X41] " + call + REMEDY, "25000");
    }
}
