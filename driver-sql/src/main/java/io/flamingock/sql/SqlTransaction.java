package io.flamingock.sql;

import io.flamingock.api.BlockedException;
import io.flamingock.api.FlamingockException;
import io.flamingock.targets.Marker;
import io.flamingock.targets.TargetTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A transaction on a borrowed connection. The body sees the connection through a {@link BoundConnection} only. */
final class SqlTransaction implements TargetTransaction {

    /** {@code ABORTED} is final: from it no way leads to {@code COMMITTED}. */
    private enum Progress {
        OPEN,
        COMMITTING,
        COMMITTED,
        ROLLED_BACK,
        ABORTED
    }

    private final Database database;
    private final Session session;
    private final BoundConnection bound;
    private final AtomicReference<Progress> progress = new AtomicReference<>(Progress.OPEN);
    private final Object givingBack = new Object();
    private boolean givenBack;
    private @Nullable SessionState stateBefore;
    private @Nullable OwnStatement first;
    private long callsUntilRestored = -1;

    private SqlTransaction(Database database, Session session, @Nullable SessionState stateBefore) throws SQLException {
        this.database = database;
        this.session = session;
        this.stateBefore = stateBefore;
        this.bound = new BoundConnection(session.connection(), session.dialect(), this::whyOver);
    }

    static SqlTransaction begin(Database database) throws SQLException {
        Session session = database.open();
        try {
            session.connection().setAutoCommit(false);
            SqlDialect dialect = session.dialect();
            @Nullable SessionState state = dialect.inspectsByTheWay() ? null : dialect.inspect(session.connection());
            session.releaseNetwork();
            return new SqlTransaction(database, session, state);
        } catch (SQLException | RuntimeException | Error e) {
            session.close();
            throw e;
        }
    }

    Object domain() {
        return database.settings().dataSource();
    }

    Session session() {
        return session;
    }

    @Override
    public <T> T bound(Class<T> type) {
        if (type != Connection.class) {
            throw new IllegalArgumentException("an SQL target binds java.sql.Connection, not " + type.getName());
        }
        try {
            stateBefore = stateBefore == null ? session.dialect().inspect(session.connection()) : stateBefore;
        } catch (SQLException e) {
            throw database.failure("looking what the session is like", e);
        }
        return type.cast(bound.handle().connection());
    }

    /** One of our own statements inside this transaction; a wait that is too long ends it. The first is its intent. */
    int insert(Session session, String sql, List<?> values) throws SQLException {
        if (progress.get() != Progress.OPEN) {
            throw new SQLException(whyOver(), "08003");
        }
        return own(() -> {
            SqlDialect dialect = session.dialect();
            try {
                return insert(dialect, new OwnStatement(sql, values));
            } catch (SQLException e) {
                bound.saw(e);
                if (dialect.isLockTimeout(e)) {
                    throw new BlockedException(
                            "an entry or marker of this change waits for another session's unfinished transaction,"
                                    + " longer than " + lockMillis() + " ms; the change is rolled back",
                            Redaction.of(e));
                }
                if (PostgresDialect.isAborted(e)) {
                    throw bound.wentOn(e);
                }
                throw e;
            }
        });
    }

    private int insert(SqlDialect dialect, OwnStatement own) throws SQLException {
        @Nullable SessionState before = stateBefore;
        if (first == null || before == null) {
            OwnStatement.First done = dialect.first(session.connection(), lockMillis(), own, before);
            first = own;
            stateBefore = done.before();
            return done.rows();
        }
        int rows = dialect.update(session.connection(), lockMillis(), own.sql(), own.values(), before);
        callsUntilRestored = dialect.inspectsByTheWay() ? bound.calls() : -1;
        return rows;
    }

    @Override
    public void insertBegin(Marker marker) {
        try {
            new MarkerTable(database).insertBegin(this, marker);
        } catch (SQLException e) {
            throw database.failure("inserting marker BEGIN of '" + marker.changeId() + "'", e);
        }
    }

    @Override
    public boolean insertEnd(Marker marker) {
        try {
            return new MarkerTable(database).insertEnd(this, marker);
        } catch (SQLException e) {
            throw database.failure("inserting marker END of '" + marker.changeId() + "'", e);
        }
    }

    @Override
    public boolean rollbackUndoesAll() {
        boolean all = progress.get() == Progress.OPEN && asksWhetherAll();
        if (progress.get() != Progress.OPEN) { // whatever was answered: it is being cut off
            throw new FlamingockException(whyOver());
        }
        return all;
    }

    private boolean asksWhetherAll() {
        @Nullable OwnStatement intent = first;
        @Nullable SessionState before = stateBefore;
        if (intent == null || before == null || bound.isUndone()) {
            return !bound.hasGoneOn();
        }
        SqlDialect dialect = session.dialect();
        try {
            return own(() -> dialect.isStillIn(session.connection(), lockMillis(), intent, before));
        } catch (SQLException e) {
            if (isLost()) {
                throw database.failure("asking whether the body has left the transaction", e);
            }
            return false;
        }
    }

    private boolean isLost() {
        try {
            return !session.connection().isValid((int)
                    Math.max(1, database.settings().networkTimeout().toSeconds()));
        } catch (SQLException e) {
            return true;
        }
    }

    @Override
    public void commit() {
        if (!progress.compareAndSet(Progress.OPEN, Progress.COMMITTING)) {
            throw new FlamingockException("not committed: " + whyOver());
        }
        try {
            own(() -> {
                session.dialect().commit(session.connection());
                return 0;
            });
        } catch (SQLException e) {
            throw database.failure("the commit, of which it is not known whether it happened,", e);
        }
        if (!progress.compareAndSet(Progress.COMMITTING, Progress.COMMITTED)) {
            throw new FlamingockException(
                    "it is not known whether this was committed: the transaction was aborted at the same moment");
        }
    }

    @Override
    public void rollback() {
        try {
            own(() -> {
                session.dialect().rollback(session.connection());
                return 0;
            });
        } catch (SQLException e) {
            throw database.failure("the rollback", e);
        }
        progress.updateAndGet(now -> now == Progress.ABORTED ? now : Progress.ROLLED_BACK);
    }

    @Override
    public void abort() {
        Progress before = progress.getAndUpdate(
                now -> now == Progress.OPEN || now == Progress.COMMITTING ? Progress.ABORTED : now);
        if (before == Progress.OPEN || before == Progress.COMMITTING) {
            // Both may talk to the server, and who aborts must not wait for it.
            startDaemon("flamingock-cancel", bound.handle()::cancelRunning);
            startDaemon("flamingock-abort", () -> {
                if (bound.handle().awaitCancelled()) {
                    throwAwayUnlessGivenBack();
                }
            });
        }
    }

    @Override
    public void close() {
        Connection connection = session.connection();
        try {
            bound.handle().end();
            session.boundNetwork();
            if (progress.get() != Progress.COMMITTED && progress.get() != Progress.ROLLED_BACK) {
                session.dialect().rollback(connection);
                progress.compareAndSet(Progress.OPEN, Progress.ROLLED_BACK);
            }
            endAborting();
            if (progress.get() == Progress.ABORTED) {
                session.throwAway(); // a cancel that is still on its way would hit whoever has it next
            }
            connection.setAutoCommit(true);
            if (stateBefore != null && !(progress.get() == Progress.COMMITTED && callsUntilRestored == bound.calls())) {
                session.dialect().restore(connection, stateBefore);
            }
        } catch (SQLException | RuntimeException e) {
            session.throwAway();
        } finally {
            endAborting();
            session.close();
        }
    }

    /** What has been given back is somebody else's: on SQLite, this would begin a transaction there that nobody ends. */
    private void throwAwayUnlessGivenBack() {
        synchronized (givingBack) {
            if (!givenBack) {
                session.throwAway();
            }
        }
    }

    private void endAborting() {
        synchronized (givingBack) {
            givenBack = true;
        }
    }

    private static void startDaemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private interface Own<T> {
        T run() throws SQLException;
    }

    /** Our own calls have the network time-out; a body's statements may take as long as they take. */
    private <T> T own(Own<T> call) throws SQLException {
        session.boundNetwork();
        T result = call.run();
        session.releaseNetwork();
        return result;
    }

    private long lockMillis() {
        return database.settings().lockTimeout().toMillis();
    }

    private String whyOver() {
        return switch (Objects.requireNonNull(progress.get())) {
            case OPEN -> "";
            case COMMITTING, COMMITTED -> "the transaction of this change has been committed";
            case ROLLED_BACK -> "the transaction of this change has been rolled back";
            case ABORTED ->
                "the transaction of this change was aborted, because its run has lost the lease; nothing more is written";
        };
    }
}
