package io.flamingock.sql.proof;

import com.sun.management.ThreadMXBean;
import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.sql.SqlAuditStore;
import io.flamingock.sql.SqlTargetSystem;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** An application that starts: by the library, or, as the least that could be done, by one query of its driver. */
final class StartProgram {

    private StartProgram() {}

    /** Which of the two, and the URL of the database. */
    public static void main(String[] arguments) throws SQLException {
        DataSource database = database(arguments[1]);
        switch (arguments[0]) {
            case "floor" -> System.out.println(floor(database));
            case "start" ->
                System.out.println(flamingock(database).build().run().isNothingToDo());
            case "allocated" -> System.out.println(allocated(database));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    static FlamingockBuilder flamingock(DataSource database) {
        return Flamingock.builder()
                .service("many")
                .auditStore(SqlAuditStore.of(database))
                .targetSystems(SqlTargetSystem.of("database", database))
                .changes("acme.changes");
    }

    static DataSource database(String url) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(url);
        return database;
    }

    private static String floor(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT * FROM flamingock_audit WHERE service = ? ORDER BY seq DESC FETCH FIRST 1 ROWS ONLY")) {
            statement.setString(1, "many");
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString("checksum") : "";
            }
        }
    }

    private static long allocated(DataSource database) throws SQLException {
        floor(database); // the connection is warm, and what its driver needs is loaded
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        if (!flamingock(database).build().run().isNothingToDo()) {
            throw new IllegalStateException("there was something to do");
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
