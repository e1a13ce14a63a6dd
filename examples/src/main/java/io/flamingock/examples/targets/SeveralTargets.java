package io.flamingock.examples.targets;

import io.flamingock.Flamingock;
import io.flamingock.sql.SqlAuditStore;
import io.flamingock.sql.SqlTargetSystem;
import io.flamingock.targets.NonTransactionalTargetSystem;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import org.h2.jdbcx.JdbcDataSource;

/**
 * Two databases and a bucket for files. The log is in the database of the customers: what is done there commits together
 * with its entry (mode SHARED). In the database of the invoices a marker commits with it (MARKED). Around what is done
 * to the bucket there is an intent and an outcome (NONE). The plan says so before anything runs.
 */
public final class SeveralTargets {

    /** Stands for the client of an object store. */
    record Bucket(Set<String> files) {}

    private SeveralTargets() {}

    public static void main(String[] args) throws SQLException, IOException {
        run(System.out);
    }

    static void run(PrintStream out) throws SQLException, IOException {
        Flamingock flamingock = flamingock(
                database("customers", "CREATE TABLE customer (name VARCHAR(50), points INT)"),
                database("invoices", "CREATE TABLE invoice (number INT, paid BOOLEAN)"),
                new Bucket(new TreeSet<>()),
                new ProgressLine(out));
        out.println(flamingock.plan());
        flamingock.run();
    }

    static Flamingock flamingock(
            JdbcDataSource customers, JdbcDataSource invoices, Bucket bucket, ProgressLine progress) {
        return Flamingock.builder()
                .service("billing")
                .auditStore(SqlAuditStore.of(customers))
                .targetSystems(
                        SqlTargetSystem.of("customers", customers),
                        SqlTargetSystem.of("invoices", invoices),
                        NonTransactionalTargetSystem.of("archive", bucket))
                .change(
                        "first-customer",
                        change -> change.order("1")
                                .target("customers")
                                .execute(
                                        Connection.class,
                                        connection -> execute(connection, "INSERT INTO customer VALUES ('Ann', 0)")))
                .change(
                        "first-invoice",
                        change -> change.order("2")
                                .target("invoices")
                                .execute(
                                        Connection.class,
                                        connection -> execute(connection, "INSERT INTO invoice VALUES (1, FALSE)")))
                .change(
                        "terms-of-payment",
                        change -> change.order("3")
                                .target("archive")
                                .execute(Bucket.class, files -> files.files().add("terms.pdf"))
                                .rollback(Bucket.class, files -> files.files().remove("terms.pdf")))
                .listener(progress)
                .build();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A new database in memory with one table, which lives as long as the process. */
    static JdbcDataSource database(String name, String table) throws SQLException {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:" + name + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        try (Connection connection = dataSource.getConnection()) {
            execute(connection, table);
        }
        return dataSource;
    }
}
