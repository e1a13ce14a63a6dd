package io.flamingock.sql.crash;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.function.Predicate;

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

    /** What a body executes to commit behind the library's back, as a script with this in it does. */
    String commit() {
        return "COMMIT";
    }

    boolean isInnoDb() {
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
