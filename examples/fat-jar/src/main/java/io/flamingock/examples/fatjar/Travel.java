package io.flamingock.examples.fatjar;

import io.flamingock.Flamingock;
import io.flamingock.api.RunReport;
import io.flamingock.examples.countries.Countries;
import io.flamingock.sql.SqlAuditStore;
import io.flamingock.sql.SqlTargetSystem;
import java.nio.file.Path;
import org.h2.jdbcx.JdbcDataSource;

/**
 * An application whose jar has all its libraries unpacked inside, one with changes of its own among them. The argument
 * is the file of its H2 database.
 */
public final class Travel {

    private Travel() {}

    public static void main(String[] args) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:file:" + Path.of(args[0]).toAbsolutePath() + ";WRITE_DELAY=0");
        RunReport report = Flamingock.builder()
                .service("travel")
                .auditStore(SqlAuditStore.of(database))
                .targetSystems(SqlTargetSystem.of("travel-database", database))
                .stage("countries", Countries.CHANGES)
                .stage("travel", "io.flamingock.examples.fatjar.changes")
                .run();
        System.out.println(report);
    }
}
