package travel;

import io.flamingock.Flamingock;
import io.flamingock.api.InvalidChangesException;
import io.flamingock.sql.SqlAuditStore;
import io.flamingock.sql.SqlTargetSystem;
import org.h2.jdbcx.JdbcDataSource;

/** Creates a table in a database in memory, or prints what keeps it from doing so. */
public final class Travel {

    private Travel() {}

    public static void main(String[] args) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:travel;DB_CLOSE_DELAY=-1");
        try {
            System.out.println(Flamingock.builder()
                    .service("travel")
                    .auditStore(SqlAuditStore.of(database))
                    .targetSystems(SqlTargetSystem.of("travel-database", database))
                    .changes("travel.changes")
                    .run());
        } catch (InvalidChangesException e) {
            System.out.println(e.getMessage());
            System.exit(1);
        }
    }
}
