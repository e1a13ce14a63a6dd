package io.flamingock.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(180)
class SqlServerTest {

    @ParameterizedTest
    @EnumSource
    void a_server_answers_and_gives_places_of_their_own(SqlServer server) throws SQLException {
        String one = server.newUrl();
        String other = server.newUrl();
        execute(one, "CREATE TABLE here (i INT)");
        execute(other, "CREATE TABLE here (i INT)");
        execute(one, "INSERT INTO here VALUES (1)");
        assertThat(query(one)).isEqualTo(1);
        assertThat(query(other)).isZero();
    }

    @Test
    void a_further_PostgreSQL_has_its_settings() throws SQLException {
        String url = SqlServer.anotherPostgres(Map.of("max_connections", "17"));
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW max_connections")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(17);
        }
    }

    /** A JVM that is killed runs no shutdown hook. */
    @Test
    void a_server_ends_with_its_JVM_however_that_ends(@TempDir Path folder) throws Exception {
        assumeThat(Files.isExecutable(Path.of("/bin/sh"))).isTrue();
        Path file = folder.resolve("server");
        Process jvm = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starts.class.getName(),
                        file.toString()))
                .inheritIO()
                .start();
        try {
            assertThat(jvm.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            jvm.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(file);
        ProcessHandle.of(Long.parseLong(lines.get(0)))
                .ifPresent(server -> assertThat(server.onExit()).succeedsWithin(Duration.ofSeconds(10)));
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (Files.exists(Path.of(lines.get(1))) && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        assertThat(Path.of(lines.get(1))).doesNotExist();
    }

    /** Starts something that would stay, writes down what, and is gone without a goodbye. */
    static final class Starts {
        public static void main(String[] args) throws Exception {
            Path data = Place.newFolder("data");
            Process guard = Guard.run(data, List.of("sleep", "100"));
            while (guard.descendants().findAny().isEmpty()) {
                Thread.onSpinWait();
            }
            long server = guard.descendants().findAny().orElseThrow().pid();
            Files.writeString(Path.of(args[0]), server + "\n" + data);
            Runtime.getRuntime().halt(0);
        }
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int query(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM here")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
