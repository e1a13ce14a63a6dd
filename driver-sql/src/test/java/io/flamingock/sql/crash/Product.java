package io.flamingock.sql.crash;

import com.zaxxer.hikari.HikariConfig;
import io.flamingock.api.BlockedException;
import io.flamingock.api.LeaseNotAcquiredException;
import io.flamingock.sql.MovedSqlite;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.derby.iapi.jdbc.EngineConnection;
import org.jspecify.annotations.Nullable;

/** What the crash tests must know of a database product, beyond its JDBC URL. */
enum Product {
    POSTGRES("jdbc:postgresql:"),
    H2("jdbc:h2:") {
        @Override
        void letGo(String url) throws SQLException {
            if (url.startsWith("jdbc:h2:file:")) {
                execute(url, "SHUTDOWN", closed -> closed.getErrorCode() == 90121);
            }
        }
    },
    MARIADB("jdbc:mariadb:") {
        @Override
        boolean isInnoDb() {
            return true;
        }
    },
    MYSQL("jdbc:mysql:") {
        @Override
        boolean isInnoDb() {
            return true;
        }
    },

    /** There a statement is cancelled that takes longer than the lock time-out, whatever it waits for. */
    HSQLDB("jdbc:hsqldb:") {
        @Override
        int impatientMillis() {
            return 1_500;
        }
    },

    /** One transaction writes at a time, so the times in a row cannot be moved while somebody stands in his. */
    SQLITE("jdbc:sqlite:") {
        @Override
        void configure(HikariConfig pool, String url, AtomicLong movedMillis) {
            pool.setDataSource(MovedSqlite.of(url, movedMillis));
        }

        @Override
        boolean hasMovedClock() {
            return true;
        }

        @Override
        boolean endsTransactionsOfOthers() {
            return false;
        }

        @Override
        boolean isLockTimeout(SQLException e) {
            return e.getErrorCode() == 5; // SQLITE_BUSY
        }
    },

    /** Its transactions are ended by the driver's own class alone, and readers wait for writers. */
    DERBY("jdbc:derby:") {
        @Override
        void commit(Connection bound) throws SQLException {
            bound.unwrap(EngineConnection.class).commit();
        }

        @Override
        boolean endsTransactionsOfOthers() {
            return false;
        }

        @Override
        boolean isLockTimeout(SQLException e) {
            return Set.of("40XL1", "40XL2").contains(String.valueOf(e.getSQLState()));
        }
    };

    private final String prefix;

    Product(String prefix) {
        this.prefix = prefix;
    }

    static Product of(String url) {
        return Arrays.stream(values())
                .filter(product -> url.startsWith(product.prefix))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no product of " + url));
    }

    /** Has a pool connect to that; where {@link #hasMovedClock} says so, with a clock that is ahead by so much. */
    void configure(HikariConfig pool, String url, AtomicLong movedMillis) {
        pool.setJdbcUrl(url);
    }

    boolean hasMovedClock() {
        return false;
    }

    /** What a body does to commit behind the library's back, as a script with this in it does. */
    void commit(Connection bound) throws SQLException {
        try (Statement statement = bound.createStatement()) {
            boolean unused = statement.execute("COMMIT");
        }
    }

    boolean isInnoDb() {
        return false;
    }

    /** The lock time-out where whoever stands still blocks others. */
    int impatientMillis() {
        return 150;
    }

    /** Whether there is a statement that ends a transaction of another session. */
    boolean endsTransactionsOfOthers() {
        return true;
    }

    boolean isLockTimeout(SQLException e) {
        return false;
    }

    /** Whether this says that another's open transaction is in the way, which nobody can end but he. */
    final boolean isHeldUp(Throwable thrown) {
        if (endsTransactionsOfOthers()) {
            return false;
        }
        for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof BlockedException
                    || t instanceof LeaseNotAcquiredException
                    || (t instanceof SQLException e && isLockTimeout(e))) {
                return true;
            }
        }
        return false;
    }

    /** Has this process let go of a database in a file that nobody uses any more, so that another one can open it. */
    void letGo(String url) throws SQLException {}

    private static void execute(String url, String sql, Predicate<SQLException> isExpected) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(sql);
        } catch (SQLException e) {
            if (!isExpected.test(e)) {
                throw e;
            }
        }
    }
}
