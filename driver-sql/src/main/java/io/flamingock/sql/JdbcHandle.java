package io.flamingock.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Connection} by proxy. Whatever comes out of it leads back to it, not to the connection behind;
 * {@code unwrap} to a class of the driver is the escape.
 */
final class JdbcHandle {

    /** What is allowed on a handle. */
    interface Rules {

        /** A call of the connection itself; {@link #wrapped} passes it on. */
        @Nullable
        Object onConnection(Method method, Object @Nullable [] args) throws Throwable;

        /** Throws when nothing may be done any more. */
        void check() throws SQLException;

        /** The same, before a statement is executed. */
        void beforeStatement(boolean mayWrite) throws SQLException;

        /** What is thrown for a statement of which the database threw this. */
        default SQLException failed(SQLException e) {
            return e;
        }

        /** Each error of a statement or of its results: some databases find out only while rows are read. */
        default void saw(SQLException e) {}
    }

    /** From the most special: an object is offered as the first of these that it is. */
    private static final List<Class<?>> WRAPPED = List.of(
            CallableStatement.class, PreparedStatement.class, Statement.class, ResultSet.class, DatabaseMetaData.class);

    private static final int PAUSE_MILLIS = 50;
    private static final int CANCELS = 200;
    private static final int CANCELS_BEFORE_ABORT = 20;

    private final Connection target;
    private final Rules rules;
    private final Connection connection;
    private final Set<Statement> running = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    JdbcHandle(Connection target, Rules rules) {
        this.target = target;
        this.rules = rules;
        this.connection = proxy(Connection.class, (proxy, method, args) -> rules.onConnection(method, args));
    }

    Connection connection() {
        return connection;
    }

    /** A call of the connection as the driver answers it. */
    @Nullable
    Object raw(Method method, Object @Nullable [] args) throws Throwable {
        return invoke(target, method, args);
    }

    /** The same, with an answer that leads back to the handle. */
    @Nullable
    Object wrapped(Method method, Object @Nullable [] args) throws Throwable {
        return invokeOn(connection, target, method, args);
    }

    /** Nobody waits for a statement any more. */
    void end() {
        over = true;
    }

    /**
     * Ends what runs. A statement that is about to start hears no cancel, so it is repeated until nothing runs. Talks to
     * the server.
     */
    void cancelRunning() {
        for (int i = 0; i < CANCELS && !over && !running.isEmpty(); i++) {
            running.forEach(JdbcHandle::cancel);
            pause();
        }
    }

    /**
     * Waits a moment for what is being cancelled: a server does not notice in a statement that its client has gone.
     * {@code false}: the transaction is over already.
     */
    boolean awaitCancelled() {
        for (int i = 0; i < CANCELS_BEFORE_ABORT && !over && !running.isEmpty(); i++) {
            pause();
        }
        return !over;
    }

    private @Nullable Object invokeOn(Object proxy, Object behind, Method method, Object @Nullable [] args)
            throws Throwable {
        boolean aboutItself = args != null && args[0] instanceof Class<?> type && type.isInstance(proxy);
        if (aboutItself && method.getName().equals("unwrap")) {
            return proxy;
        }
        if (aboutItself && method.getName().equals("isWrapperFor")) {
            return true;
        }
        return wrap(invoke(behind, method, args), method, proxy);
    }

    /** As what the method returns: SQLite's result sets are their own metadata too. */
    private @Nullable Object wrap(@Nullable Object result, Method method, Object parent) {
        for (Class<?> type : WRAPPED) {
            if (type.isInstance(result) && method.getReturnType().isAssignableFrom(type)) {
                return proxyOf(type, result, parent);
            }
        }
        return result;
    }

    private <T> Object proxyOf(Class<T> type, Object behind, Object parent) {
        return proxy(type, (proxy, method, args) -> switch (method.getName()) {
            case "getConnection" -> {
                rules.check();
                yield connection;
            }
            case "getStatement" ->
                parent instanceof Statement ? parent : wrap(invoke(behind, method, args), method, connection);
            case "close", "isClosed", "cancel" -> invoke(behind, method, args);
            default -> {
                rules.check();
                try {
                    yield behind instanceof Statement statement
                                    && method.getName().startsWith("execute")
                            ? wrap(execute(statement, method, args), method, proxy)
                            : invokeOn(proxy, behind, method, args);
                } catch (SQLException e) {
                    rules.saw(e);
                    throw e;
                }
            }
        });
    }

    /** Registered first, then checked again: whoever aborts sets the state first, then looks what is registered. */
    private @Nullable Object execute(Statement statement, Method method, Object @Nullable [] args) throws Throwable {
        running.add(statement);
        try {
            rules.beforeStatement(!method.getName().equals("executeQuery"));
            return answer(statement, method, args);
        } finally {
            running.remove(statement);
        }
    }

    private @Nullable Object answer(Statement statement, Method method, Object @Nullable [] args) throws Throwable {
        try {
            return invoke(statement, method, args);
        } catch (SQLException e) {
            throw rules.failed(e);
        }
    }

    private static @Nullable Object invoke(Object behind, Method method, Object @Nullable [] args) throws Throwable {
        try {
            return method.invoke(behind, args);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof SQLException sql ? Redaction.of(sql) : e.getCause();
        }
    }

    private static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException | RuntimeException e) {
            // it has ended, or the connection has
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A proxy with identity, and a name for people. */
    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(
                JdbcHandle.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return switch (method.getName()) {
                            case "equals" -> args != null && proxy == args[0];
                            case "hashCode" -> System.identityHashCode(proxy);
                            default -> "the " + type.getSimpleName() + " of a change";
                        };
                    }
                    return handler.invoke(proxy, method, args);
                }));
    }
}
