package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.Flamingock;
import io.flamingock.api.ExecutionPlan;
import io.flamingock.api.Problem.Severity;
import io.flamingock.targets.TargetTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** DDL that commits is announced where it commits, and nowhere else. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class ImplicitCommitsTest {

    @ParameterizedTest
    @EnumSource
    void the_plan_says_so_where_a_rollback_leaves_what_was_before_the_ddl(Engine engine) throws SQLException {
        DataSource database = engine.empty();
        SqlTargetSystem target = SqlTargetSystem.of("data", database);

        ExecutionPlan plan = Flamingock.builder()
                .service("shop")
                .auditStore(SqlAuditStore.of(database))
                .targetSystems(target)
                .change("in-one", change -> change.order("1").execute(Connection.class, connection -> {}))
                .change(
                        "outside",
                        change -> change.order("2").transactional(false).execute(Connection.class, connection -> {}))
                .build()
                .plan();

        if (ddlCommits(database, target)) {
            assertThat(plan.problems(Severity.INFO))
                    .singleElement()
                    .satisfies(note -> assertThat(note)
                            .hasToString("[X44] target system 'data': DDL commits on " + product(database)
                                    + ", and all that a change has done before with it. In a transaction there: 'in-one'"
                                    + " → give such a statement a change of its own, with transactional = false;"
                                    + " leave the others as they are"));
        } else {
            assertThat(plan.problems(Severity.INFO)).isEmpty();
        }
    }

    private static boolean ddlCommits(DataSource database, SqlTargetSystem target) throws SQLException {
        SqlServers.execute(database, "CREATE TABLE t (id INT)");
        try (TargetTransaction transaction = target.begin();
                Statement statement = transaction.bound(Connection.class).createStatement()) {
            statement.executeUpdate("INSERT INTO t VALUES (1)");
            boolean unused = statement.execute("CREATE TABLE u (id INT)");
            transaction.rollback();
        }
        return SqlServers.query(database, "SELECT count(*) FROM t").equals("1");
    }

    private static String product(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return connection.getMetaData().getDatabaseProductName();
        }
    }
}
