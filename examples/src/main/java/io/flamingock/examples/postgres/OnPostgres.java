package io.flamingock.examples.postgres;

import io.flamingock.Flamingock;
import io.flamingock.api.RunReport;
import io.flamingock.sql.SqlAuditStore;
import io.flamingock.sql.SqlTargetSystem;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Applies changes to a PostgreSQL database, whose JDBC URL is the argument; the log is kept in the same database. */
public final class OnPostgres {

    private OnPostgres() {}

    public static void main(String[] args) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(args[0]);
        System.out.println(run(dataSource));
    }

    static RunReport run(DataSource dataSource) {
        return Flamingock.builder()
                .service("library")
                .auditStore(SqlAuditStore.of(dataSource))
                .targetSystems(SqlTargetSystem.of("library-database", dataSource))
                .changes("io.flamingock.examples.postgres.changes")
                .run();
    }
}
