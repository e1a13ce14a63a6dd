package io.flamingock.sql.proof;

import io.flamingock.servers.SqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL server of its own, in processes of its own, which also counts statements. Ends with this JVM. */
final class SecondServer {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final String ADMIN_URL =
            SqlServer.anotherPostgres(Map.of("shared_preload_libraries", "pg_stat_statements", "fsync", "off"));

    private SecondServer() {}

    /** The JDBC URL of a new, empty database. */
    static String url() {
        String name = "second" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(ADMIN_URL);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return ADMIN_URL.replaceFirst("/postgres\\?", "/" + name + "?");
    }
}
