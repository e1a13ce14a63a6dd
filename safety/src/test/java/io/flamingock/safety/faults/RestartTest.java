package io.flamingock.safety.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.flamingock.safety.races.Around;
import io.flamingock.safety.races.Place;
import io.flamingock.servers.Crash;
import io.flamingock.servers.SqlServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server of log and targets crashes, and comes back, while a body is at work. The stand-in for MongoDB keeps nothing. */
@Isolated("crashes servers that others use")
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RestartTest {

    private static final Duration LONGER_THAN_A_RESTART = Duration.ofSeconds(8);

    /** With commits that are durable when they are acknowledged, which servers for tests do not promise. */
    enum Server {
        POSTGRES {
            @Override
            String url() {
                return SqlServer.anotherPostgres(Map.of("synchronous_commit", "on"));
            }
        },
        MARIADB {
            @Override
            String url() {
                return SqlServer.MARIADB.newUrl();
            }
        },
        MYSQL {
            @Override
            String url() {
                return SqlServer.MYSQL.newUrl();
            }
        };

        abstract String url();

        void makeDurable(String url) {
            if (this != POSTGRES) {
                try (Connection connection = DriverManager.getConnection(url);
                        Statement statement = connection.createStatement()) {
                    statement.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 1");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_server_that_crashes_in_a_body_and_comes_back_leaves_each_effect_there_once(Server server) {
        assumeTrue(Files.isDirectory(Path.of("/proc")), "processes are found as on Linux");
        assumeTrue(System.getenv("FLAMINGOCK_TEST_" + server) == null, "only a server of ours is crashed");
        String url = server.url();
        try (Place<?> place = Place.at(url, url)) {
            place.create();
        }
        for (String deadly : List.of("1-shared", "2-marked", "3-none", "5-shared")) {
            server.makeDurable(url);
            Trial trial = new Trial(Around.NOTHING, change -> {
                if (change.equals(deadly)) {
                    Crash.andRestart(url);
                }
            });
            trial.lease(LONGER_THAN_A_RESTART).grace(LONGER_THAN_A_RESTART);
            boolean failed = trial.fails(url, url);
            int decisions = trial.recover(url, url);
            System.out.printf(
                    "%-8s | crashed in %-8s | the run %s | %d decisions | each effect once%n",
                    server, deadly, failed ? "failed" : "went on", decisions);
            assertThat(failed || deadly.endsWith("none"))
                    .as("a transaction does not survive that")
                    .isTrue();
            assertThat(decisions).as("it came back in time for the outcome").isZero();
        }
    }
}
