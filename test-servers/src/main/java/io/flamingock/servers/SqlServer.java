package io.flamingock.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The SQL servers to test on. Each is the one that an environment variable names, or the real program, started when it
 * is first asked for, on 127.0.0.1. It ends with this JVM, however that ends.
 *
 * <p>Where one is not to be had, the test that asks for it is skipped, and its report says why. With
 * {@value #REQUIRED_VARIABLE}{@code =required} in the environment it fails instead: a build that shall prove something
 * must not be content with less. Thread-safe.
 */
@SuppressWarnings("ImmutableEnumChecker") // each remembers whether it was started
public enum SqlServer {
    /** PostgreSQL; what {@link #newUrl} leads to is a schema, a hundred times cheaper than a database. */
    POSTGRES("FLAMINGOCK_TEST_POSTGRES") {
        @Override
        String start() throws ServerMissingException {
            return PostgresProgram.start(Map.of());
        }

        @Override
        String newUrl(String name) {
            execute(url(), "CREATE SCHEMA " + name);
            return url() + (url().contains("?") ? "&" : "?") + "currentSchema=" + name;
        }
    },
    /** MariaDB. */
    MARIADB("FLAMINGOCK_TEST_MARIADB") {
        @Override
        String start() throws ServerMissingException {
            return MariaDbProgram.start();
        }
    },
    /** MySQL 8. */
    MYSQL("FLAMINGOCK_TEST_MYSQL") {
        @Override
        String start() throws ServerMissingException {
            return MySqlProgram.start();
        }
    };

    /** Names the environment variable that says {@code required} where skipping is failing. */
    public static final String REQUIRED_VARIABLE = "FLAMINGOCK_TEST_SERVERS";

    private final String addressVariable;
    private final AtomicInteger databases = new AtomicInteger();
    private @Nullable String url;
    private @Nullable ServerMissingException missing;

    SqlServer(String addressVariable) {
        this.addressVariable = addressVariable;
    }

    /** The environment variable with the JDBC URL of one that is there already, user and password in it. */
    public String addressVariable() {
        return addressVariable;
    }

    /**
     * The JDBC URL of the server, with user and password of somebody who may do everything.
     *
     * @throws org.opentest4j.TestAbortedException it is not to be had
     * @throws IllegalStateException the same, where servers are required
     */
    public String url() {
        try {
            return started();
        } catch (ServerMissingException e) {
            String reason = name() + " is not to be had: " + e.getMessage() + ". " + addressVariable
                    + " may name one, as a JDBC URL with user and password";
            if ("required".equals(System.getenv(REQUIRED_VARIABLE))) {
                throw new IllegalStateException(reason, e);
            }
            return Assumptions.abort(reason);
        }
    }

    /** Whether tests on it can run: {@link #url} will answer. Starts it. */
    public boolean isThere() {
        try {
            started();
            return true;
        } catch (ServerMissingException e) {
            return false;
        }
    }

    /**
     * The JDBC URL of a place on it in which there is nothing yet. The place stays until the server ends.
     *
     * @throws org.opentest4j.TestAbortedException as {@link #url}
     */
    public String newUrl() {
        return newUrl("t" + ProcessHandle.current().pid() + "_" + databases.incrementAndGet());
    }

    /**
     * The JDBC URL of a further PostgreSQL, with these settings; it ends with this JVM too.
     *
     * @throws IllegalStateException it does not start
     */
    public static String anotherPostgres(Map<String, String> settings) {
        try {
            return PostgresProgram.start(settings);
        } catch (ServerMissingException e) {
            throw new IllegalStateException(e);
        }
    }

    abstract String start() throws ServerMissingException;

    String newUrl(String name) {
        execute(url(), "CREATE DATABASE " + name);
        return url().replaceFirst("^(jdbc:\\w+://[^/]+/)[^?]*", "$1" + name);
    }

    /** Started once; what failed once is not tried again. */
    private synchronized String started() throws ServerMissingException {
        if (missing != null) {
            throw missing;
        }
        if (url == null) {
            @Nullable String given = System.getenv(addressVariable);
            try {
                url = given == null || given.isBlank() ? start() : given;
            } catch (ServerMissingException e) {
                missing = e;
                throw e;
            }
        }
        return url;
    }

    private static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
