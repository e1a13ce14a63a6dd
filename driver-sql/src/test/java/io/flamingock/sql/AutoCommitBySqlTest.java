package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.flamingock.Flamingock;
import io.flamingock.api.ChangeFailedException;
import io.flamingock.api.OpenIssuesException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A body that switches auto-commit on by SQL, which the bound connection does not hear of. PostgreSQL, SQLite and Derby
 * have no statement for it.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class AutoCommitBySqlTest {

    @ParameterizedTest
    @CsvSource({
        "MARIADB, SET autocommit = 1, true", "MARIADB, SET autocommit = 1, false",
        "MYSQL,   SET autocommit = 1, true", "MYSQL,   SET autocommit = 1, false",
        "H2,      SET AUTOCOMMIT ON,  true", "H2,      SET AUTOCOMMIT ON,  false",
        "HSQLDB,  SET AUTOCOMMIT TRUE, true", "HSQLDB,  SET AUTOCOMMIT TRUE, false"
    })
    void whatever_a_failing_body_has_committed_like_that_is_for_a_human(
            Engine engine, String autoCommit, boolean shared) throws SQLException {
        for (String[] before : new String[][] {{autoCommit}, {"ROLLBACK", autoCommit}}) {
            try (HikariDataSource log = SqlServers.pool(engine.empty(), 3);
                    HikariDataSource target = SqlServers.pool(engine.empty(), 3)) {
                HikariDataSource system = shared ? log : target;
                SqlServers.execute(system, "CREATE TABLE effects (effect INT)");
                Flamingock flamingock = Flamingock.builder()
                        .service("shop")
                        .auditStore(SqlAuditStore.of(log))
                        .targetSystems(SqlTargetSystem.of("data", system))
                        .change(
                                "leaves",
                                change -> change.order("1").execute(Connection.class, connection -> {
                                    try (Statement statement = connection.createStatement()) {
                                        for (String sql : before) {
                                            statement.execute(sql);
                                        }
                                        statement.execute("INSERT INTO effects VALUES (1)");
                                    }
                                    throw new IllegalStateException("the body says no");
                                }))
                        .build();

                assertThatThrownBy(flamingock::run).isInstanceOf(ChangeFailedException.class);

                assertThat(flamingock.issues()).hasSize(1);
                assertThatThrownBy(flamingock::run).isInstanceOf(OpenIssuesException.class);
                assertThat(SqlServers.query(system, "SELECT count(*) FROM effects"))
                        .isEqualTo("1");
            }
        }
    }
}
