package io.flamingock.servers.child;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A {@link DataSource} that tells of whatever is sent through its connections. */
public final class WatchedDataSource {

    /** Hears of it on the thread that sends. */
    public interface Watcher {

        /** {@code sql} is the text; of {@code commit} and {@code rollback} their name. */
        void before(String sql);

        void after(String sql);
    }

    /** Hints may stand between the words. */
    private static final Pattern INSERT = Pattern.compile("\\binsert\\b.*\\binto\\b", Pattern.DOTALL);

    /** Whatever the database quotes with. */
    private static final Pattern RELEASE = Pattern.compile("\\bowner\\W? = null, ");

    private final Watcher watcher;

    private WatchedDataSource(Watcher watcher) {
        this.watcher = watcher;
    }

    /** The same, watched; results and metadata are handed through as they are. */
    public static DataSource by(Watcher watcher, DataSource raw) {
        return new WatchedDataSource(watcher).proxy(DataSource.class, raw, "");
    }

    /** What a statement is for, as far as it shows: {@code statement} for those that are not the library's own. */
    public static String kind(String sql) {
        String text = sql.toLowerCase(Locale.ROOT);
        if (text.equals("commit") || text.equals("rollback")) {
            return text;
        }
        if (text.contains("flamingock_audit")) {
            return INSERT.matcher(text).find() ? "append" : text.contains("create table") ? "create" : "read";
        }
        if (text.contains("flamingock_lock")) {
            return RELEASE.matcher(text).find() ? "release" : "lease";
        }
        return text.contains("flamingock_marker") ? "marker" : "statement";
    }

    private <T> T proxy(Class<T> type, T raw, String sql) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, args) ->
                        method.getName().equals("equals") ? proxy == args[0] : call(raw, sql, method, args)));
    }

    private @Nullable Object call(Object raw, String prepared, Method method, Object @Nullable [] args)
            throws Throwable {
        boolean ends = method.getName().equals("commit") || method.getName().equals("rollback");
        boolean sends = ends || method.getName().startsWith("execute");
        String sql = args != null && args.length > 0 && args[0] instanceof String first ? first : prepared;
        String text = ends ? method.getName() : sql;
        if (sends) {
            watcher.before(text);
        }
        @Nullable Object result = invoke(raw, method, args);
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

    private static @Nullable Object invoke(Object raw, Method method, Object @Nullable [] args) throws Throwable {
        try {
            return method.invoke(raw, args);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
