package io.flamingock.sql.proof;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import javax.sql.DataSource;

/** A {@link DataSource} that tells of whatever is sent through its connections. */
final class Watched {

    /** Hears of it on the thread that sends. */
    interface Watcher {

        /** {@code sql} is the text; of {@code commit} and {@code rollback} their name. */
        void before(String sql);

        void after(String sql);
    }

    private final Watcher watcher;

    private Watched(Watcher watcher) {
        this.watcher = watcher;
    }

    static DataSource by(Watcher watcher, DataSource raw) {
        return new Watched(watcher).proxy(DataSource.class, raw, "");
    }

    private <T> T proxy(Class<T> type, T raw, String sql) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, args) ->
                        method.getName().equals("equals") ? proxy == args[0] : call(raw, sql, method, args)));
    }

    private Object call(Object raw, String prepared, Method method, Object[] args) throws Throwable {
        boolean ends = method.getName().equals("commit") || method.getName().equals("rollback");
        boolean sends = ends || method.getName().startsWith("execute");
        String sql = args != null && args.length > 0 && args[0] instanceof String first ? first : prepared;
        String text = ends ? method.getName() : sql;
        if (sends) {
            watcher.before(text);
        }
        Object result = invoke(raw, method, args);
        if (sends) {
            watcher.after(text);
        }
        if (result instanceof Connection connection) {
            return proxy(Connection.class, connection, "");
        }
        if (result instanceof PreparedStatement statement) {
            return proxy(PreparedStatement.class, statement, sql);
        }
        return result instanceof Statement statement ? proxy(Statement.class, statement, "") : result;
    }

    private static Object invoke(Object raw, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(raw, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
