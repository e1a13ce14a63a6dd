package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.flamingock.Flamingock;
import io.flamingock.api.OpenIssuesException;
import io.flamingock.api.RunFailedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A body that has left its transaction, has committed, and comes to its end in one in which a statement has failed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class LeftAndFailedTest {

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, true, true", "POSTGRESQL, true, false", "POSTGRESQL, false, true", "POSTGRESQL, false, false",
        "MARIADB,    true, true", "MARIADB,    true, false", "MARIADB,    false, true", "MARIADB,    false, false",
        "MYSQL,      true, true", "MYSQL,      true, false", "MYSQL,      false, true", "MYSQL,      false, false",
        "SQLITE,     true, true", "SQLITE,     true, false", "SQLITE,     false, true", "SQLITE,     false, false"
    })
    void what_it_has_committed_is_for_a_human(Engine engine, boolean shared, boolean throwing) throws SQLException {
        assertForAHuman(engine, shared, throwing, "ROLLBACK", "INSERT INTO effects VALUES (1)", "COMMIT");
    }

    private static void assertForAHuman(Engine engine, boolean shared, boolean throwing, String... before)
            throws SQLException {
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
                                    statement.execute("INSERT INTO nowhere VALUES (1)");
                                } catch (SQLException e) {
                                    if (throwing) {
                                        throw e;
                                    }
                                }
                            }))
                    .build();

            assertThatThrownBy(flamingock::run).isInstanceOf(RunFailedException.class);

            assertThat(flamingock.issues()).hasSize(1);
            assertThatThrownBy(flamingock::run).isInstanceOf(OpenIssuesException.class);
            assertThat(SqlServers.query(system, "SELECT count(*) FROM effects")).isEqualTo("1");
        }
    }

    /** What fails inside the transaction that it was given is undone, and tried again at the next start. */
    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, true, true",
        "POSTGRESQL, true, false",
        "POSTGRESQL, false, true",
        "POSTGRESQL, false, false"
    })
    void who_has_not_left_is_undone(Engine engine, boolean shared, boolean throwing) {
        try (HikariDataSource log = SqlServers.pool(engine.empty(), 3);
                HikariDataSource target = SqlServers.pool(engine.empty(), 3)) {
            HikariDataSource system = shared ? log : target;
            SqlServers.execute(system, "CREATE TABLE effects (effect INT)");
            boolean[] fails = {true};
            Flamingock flamingock = Flamingock.builder()
                    .service("shop")
                    .auditStore(SqlAuditStore.of(log))
                    .targetSystems(SqlTargetSystem.of("data", system))
                    .change(
                            "stays",
                            change -> change.order("1").execute(Connection.class, connection -> {
                                try (Statement statement = connection.createStatement()) {
                                    statement.execute("INSERT INTO effects VALUES (1)");
                                    if (fails[0]) {
                                        statement.execute("INSERT INTO nowhere VALUES (1)");
                                    }
                                } catch (SQLException e) {
                                    if (throwing) {
                                        throw e;
                                    }
                                }
                            }))
                    .build();

            assertThatThrownBy(flamingock::run).isInstanceOf(RunFailedException.class);

            assertThat(flamingock.issues()).isEmpty();
            fails[0] = false;
            assertThat(flamingock.run().counts().executed()).isEqualTo(1);
            assertThat(SqlServers.query(system, "SELECT count(*) FROM effects")).isEqualTo("1");
        }
    }
}
