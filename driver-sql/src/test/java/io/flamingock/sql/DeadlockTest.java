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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A body that is the victim of a real deadlock, and what it does about that. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class DeadlockTest {

    /** PostgreSQL looks a second after a wait has begun, so it is the first to wait that finds the cycle. */
    private static final long BODY_WAITS_FIRST_MILLIS = 600;

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, true", "POSTGRESQL, false",
        "MARIADB,    true", "MARIADB,    false",
        "MYSQL,      true", "MYSQL,      false"
    })
    void who_lets_it_out_is_run_again_and_who_has_committed_after_it_is_for_a_human(Engine engine, boolean shared)
            throws Exception {
        try (HikariDataSource log = SqlServers.pool(engine.empty(), 3);
                HikariDataSource target = SqlServers.pool(engine.empty(), 3)) {
            HikariDataSource system = shared ? log : target;
            SqlServers.execute(
                    system,
                    "CREATE TABLE effects (effect INT)",
                    "CREATE TABLE pair (id INT PRIMARY KEY, n INT)",
                    IntStream.rangeClosed(1, 40)
                            .mapToObj(id -> "(" + id + ", 0)")
                            .collect(Collectors.joining(", ", "INSERT INTO pair VALUES ", "")));
            int[] runs = {0};
            Flamingock flamingock = Flamingock.builder()
                    .service("shop")
                    .auditStore(SqlAuditStore.of(log))
                    .targetSystems(SqlTargetSystem.of("data", system))
                    .change(
                            "a-lets-it-out",
                            change -> change.order("1").execute(Connection.class, connection -> {
                                if (++runs[0] == 1) {
                                    beTheVictim(connection, system);
                                }
                                execute(connection, "INSERT INTO effects VALUES (1)");
                            }))
                    .change(
                            "b-commits-after-it",
                            change -> change.order("2").execute(Connection.class, connection -> {
                                try {
                                    beTheVictim(connection, system);
                                } catch (SQLException deadlock) {
                                    if (engine == Engine.POSTGRESQL) { // the others are in another transaction already
                                        execute(connection, "ROLLBACK");
                                    }
                                    execute(connection, "INSERT INTO effects VALUES (2)");
                                    execute(connection, "COMMIT");
                                    throw deadlock;
                                }
                            }))
                    .build();

            assertThatThrownBy(flamingock::run)
                    .isInstanceOf(ChangeFailedException.class)
                    .hasMessageContaining("b-commits-after-it");

            assertThat(runs[0]).isEqualTo(2);
            assertThat(flamingock.issues()).hasSize(1);
            assertThatThrownBy(flamingock::run).isInstanceOf(OpenIssuesException.class);
            assertThat(SqlServers.query(system, "SELECT sum(effect) FROM effects"))
                    .isEqualTo("3");
        }
    }

    /** The rival has written more, and waits later: the database chooses the body. */
    private static void beTheVictim(Connection connection, DataSource database) throws Exception {
        CountDownLatch hasWritten = new CountDownLatch(1);
        execute(connection, "UPDATE pair SET n = n + 1 WHERE id = 1");
        CompletableFuture<Void> rival = CompletableFuture.runAsync(
                () -> beTheRival(database, hasWritten), work -> new Thread(work, "rival").start());
        try {
            assertThat(hasWritten.await(20, TimeUnit.SECONDS)).isTrue();
            execute(connection, "UPDATE pair SET n = n + 1 WHERE id = 2");
        } finally {
            rival.get(20, TimeUnit.SECONDS);
        }
        throw new AssertionError("there was no deadlock");
    }

    private static void beTheRival(DataSource database, CountDownLatch hasWritten) {
        try (Connection rival = database.getConnection()) {
            rival.setAutoCommit(false);
            execute(rival, "UPDATE pair SET n = n + 2 WHERE id > 1");
            hasWritten.countDown();
            Thread.sleep(BODY_WAITS_FIRST_MILLIS);
            execute(rival, "UPDATE pair SET n = n + 2 WHERE id = 1");
            rival.commit();
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException("the rival was not to be the victim: " + e); // not as a cause
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
