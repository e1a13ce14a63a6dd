package io.flamingock.sql;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The connection that a body outside any transaction gets: in auto-commit, and the body may switch that off and commit
 * by itself. Closing it, by the body or after it, gives it back to the pool; what was left uncommitted is rolled back
 * then, and said.
 */
final class FreeConnection implements JdbcHandle.Rules {

    private final Session session;
    private final SessionState stateBefore;
    private final JdbcHandle handle;
    private boolean uncommitted;
    private boolean closed;

    private FreeConnection(Session session, SessionState stateBefore) {
        this.session = session;
        this.stateBefore = stateBefore;
        this.handle = new JdbcHandle(session.connection(), this);
    }

    static Connection borrow(Database database) throws SQLException {
        Session session = database.open();
        try {
            session.autoCommit();
            SessionState state = session.dialect().inspect(session.connection());
            session.releaseNetwork();
            return new FreeConnection(session, state).handle.connection();
        } catch (SQLException | RuntimeException | Error e) {
            session.close();
            throw e;
        }
    }

    @Override
    public @Nullable Object onConnection(Method method, Object @Nullable [] args) throws Throwable {
        switch (method.getName()) {
            case "close" -> {
                close();
                return null;
            }
            case "isClosed" -> {
                return closed || Boolean.TRUE.equals(handle.raw(method, args));
            }
            case "commit", "setAutoCommit", "rollback" -> {
                check();
                @Nullable Object result = handle.raw(method, args);
                uncommitted = args != null && method.getName().equals("rollback") && uncommitted;
                return result;
            }
            default -> {
                check();
                return handle.wrapped(method, args);
            }
        }
    }

    @Override
    public void check() throws SQLException {
        if (closed) {
            throw new SQLException("this connection was closed by the change", "08003");
        }
    }

    @Override
    public void beforeStatement(boolean mayWrite) throws SQLException {
        check();
        uncommitted = uncommitted || (mayWrite && !session.connection().getAutoCommit());
    }

    private void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        Connection connection = session.connection();
        try {
            session.boundNetwork();
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            uncommitted = session.dialect().endLeftOpen(connection) || uncommitted;
            session.dialect().restore(connection, stateBefore);
        } catch (SQLException | RuntimeException e) {
            session.throwAway();
        } finally {
            session.close();
        }
        if (uncommitted) {
            throw new SQLException(
                    "[X41] the change switched auto-commit off, or began a transaction, and left work uncommitted: it was rolled back. Call commit()"
                            + " before the method returns",
                    "25000");
        }
    }
}
