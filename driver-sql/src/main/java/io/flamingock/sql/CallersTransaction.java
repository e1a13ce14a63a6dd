package io.flamingock.sql;

import java.lang.reflect.Method;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of Spring that our caller is in. A {@code DataSource} that takes part in it lends us the caller's own
 * connection, where our first commit would be one of all that the caller has done so far. Spring is known by name only.
 */
final class CallersTransaction {

    private static final String PROXY = "org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy";
    private static final String TRANSACTION =
            "org.springframework.transaction.support.TransactionSynchronizationManager";

    private final DataSource dataSource;
    private final @Nullable Class<?> proxy;
    private final @Nullable Method isActive;

    private CallersTransaction(DataSource dataSource, @Nullable Class<?> proxy, @Nullable Method isActive) {
        this.dataSource = dataSource;
        this.proxy = proxy;
        this.isActive = isActive;
    }

    static CallersTransaction around(DataSource dataSource) {
        try {
            Class<?> proxy = Class.forName(PROXY, false, dataSource.getClass().getClassLoader());
            Method isActive =
                    Class.forName(TRANSACTION, false, proxy.getClassLoader()).getMethod("isSynchronizationActive");
            return new CallersTransaction(dataSource, proxy, isActive);
        } catch (ReflectiveOperationException | LinkageError e) {
            return new CallersTransaction(dataSource, null, null);
        }
    }

    /** Whether a connection that this thread borrows now would be the caller's. */
    boolean isOnBorrowed() {
        if (proxy == null || isActive == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(isActive.invoke(null)) && dataSource.isWrapperFor(proxy);
        } catch (ReflectiveOperationException | SQLException | RuntimeException | LinkageError e) {
            return false; // one that does not even say what it wraps is none of Spring's
        }
    }
}
