package io.flamingock.examples.stages;

import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.sql.SqlAuditStore;
import io.flamingock.sql.SqlTargetSystem;
import io.flamingock.targets.NonTransactionalTargetSystem;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import org.h2.jdbcx.JdbcDataSource;

/**
 * Three systems, two stages, and a change for demonstrations only. All topics are there before the first order is. The
 * log is in a database of its own: a change of the other database carries a marker there, which tells after a crash
 * what became of it (mode MARKED). The arguments are the active profiles.
 */
public final class StagesAndProfiles {

    /** Stands for the client of a broker. */
    record Broker(Set<String> topics) {}

    private StagesAndProfiles() {}

    public static void main(String[] args) {
        run(System.out, args);
    }

    static void run(PrintStream out, String... profiles) {
        Flamingock flamingock =
                builder(new Broker(new TreeSet<>())).profiles(profiles).build();
        out.println(flamingock.plan());
        out.println(flamingock.run());
    }

    private static FlamingockBuilder builder(Broker broker) {
        return Flamingock.builder()
                .service("orders")
                .auditStore(SqlAuditStore.of(database("operations")))
                .targetSystems(
                        SqlTargetSystem.of("orders-database", database("orders")),
                        NonTransactionalTargetSystem.of("broker", broker))
                .stage("platform")
                .change(
                        "topics",
                        change -> change.order("1")
                                .target("broker")
                                .execute(Broker.class, b -> b.topics().add("orders"))
                                .rollback(Broker.class, b -> b.topics().remove("orders")))
                .change(
                        "tables",
                        change -> change.order("2")
                                .target("orders-database")
                                .transactional(false)
                                .execute(Connection.class, c -> execute(c, "CREATE TABLE orders (id INT PRIMARY KEY)"))
                                .rollback(Connection.class, c -> execute(c, "DROP TABLE IF EXISTS orders")))
                .stage("data")
                .change(
                        "first-order",
                        change -> change.order("1")
                                .target("orders-database")
                                .execute(Connection.class, c -> execute(c, "INSERT INTO orders VALUES (1)")))
                .change(
                        "sample-orders",
                        change -> change.order("2")
                                .target("orders-database")
                                .profiles("demo", "!prod")
                                .execute(
                                        Connection.class, c -> execute(c, "INSERT INTO orders VALUES (1001), (1002)")));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A new database in memory, which lives as long as the process. */
    private static JdbcDataSource database(String name) {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:" + name + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        return dataSource;
    }
}
