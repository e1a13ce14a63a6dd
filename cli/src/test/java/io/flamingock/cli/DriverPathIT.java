package io.flamingock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.cli.Call.Answer;
import io.flamingock.sql.SqlAuditStore;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.hsqldb.jdbc.JDBCDataSource;
import org.hsqldb.jdbc.JDBCDriver;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log in a database of which the distribution has no driver: HSQLDB, whose jar lies in a folder beside the log. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DriverPathIT {

    private static final String DRIVER = Path.of("drivers", "hsqldb.jar").toString();
    private static final String SETTINGS = ";hsqldb.tx=mvcc;hsqldb.write_delay=false;shutdown=true;user=SA";
    private static final String URL = "jdbc:hsqldb:file:log/shop" + SETTINGS;

    @TempDir
    static Path folder;

    @BeforeAll
    static void a_start_has_failed() throws IOException, SQLException, URISyntaxException {
        Files.createDirectory(folder.resolve("drivers"));
        Path jar = Path.of(JDBCDriver.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Files.copy(jar, folder.resolve(DRIVER));
        JDBCDataSource dataSource = new JDBCDataSource();
        dataSource.setURL("jdbc:hsqldb:file:" + folder.resolve("log/shop") + SETTINGS);
        dataSource.setUser("SA");
        Shop.fails(SqlAuditStore.of(dataSource));
    }

    private static Call shop() {
        return new Call().in(folder).with("FLAMINGOCK_STORE", URL).with("FLAMINGOCK_SERVICE", Shop.SERVICE);
    }

    @Test
    void without_its_driver_the_option_is_named_that_takes_one() {
        Answer answer = shop().jar("status");

        assertThat(answer.exitCode()).as(answer.all()).isEqualTo(2);
        assertThat(answer.err())
                .contains("no JDBC driver for this address", "--driver-path")
                .doesNotContain("\tat ", "Exception");
        assertThat(answer.out()).isEmpty();
    }

    @Test
    void what_is_no_jar_is_named() {
        for (Path path : List.of(folder.resolve("drivers"), folder.resolve("drivers/none.jar"))) {
            Answer answer = shop().inThisProcess("status", "--driver-path", path.toString());

            assertThat(answer.exitCode()).as(answer.all()).isEqualTo(2);
            assertThat(answer.err()).contains("there is no driver '" + path + "'");
        }
    }

    @Test
    void with_its_driver_the_operator_looks_decides_by_the_printed_command_and_proves_the_log() throws IOException {
        Answer status = shop().jar("status", "--driver-path", DRIVER);
        assertThat(status.exitCode()).as(status.all()).isEqualTo(3);
        assertThat(status.out()).containsSubsequence("deliveries", "FAILED", "topics", "customers");

        Answer list = shop().with(
                        "FLAMINGOCK_DRIVER_PATH", folder.resolve(DRIVER).toString())
                .jar("issue", "list");
        assertThat(list.exitCode()).as(list.all()).isEqualTo(3);
        assertThat(list.out()).contains("deliveries").doesNotContain("topics");

        Answer get = shop().jar("issue", "get", "deliveries", "--driver-path", DRIVER);
        String printed = get.out()
                .lines()
                .filter(line -> line.contains("issue resolve") && line.contains("--as rolled-back"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(get.all()));
        assertThat(printed).contains("--driver-path " + DRIVER);
        Answer resolved = shop().shell(printed.replace(IssueText.REASON, "I have looked"));
        assertThat(resolved.exitCode()).as(resolved.all()).isZero();

        Files.writeString(folder.resolve("flamingock.yaml"), "driverPath: " + DRIVER + "\n");
        Map<String, Object> verified = Documents.valid(shop().jar("audit", "verify", "--json"), 0);
        assertThat(verified).containsEntry("valid", true);
        assertThat(String.valueOf(verified.get("head")))
                .as("the decision is there")
                .startsWith("7:");
        Files.delete(folder.resolve("flamingock.yaml"));
    }

    @Test
    void looking_at_a_file_that_is_not_there_does_not_create_it() {
        Answer answer = new Call()
                .in(folder)
                .jar(
                        "status",
                        "--service=shop",
                        "--store=jdbc:hsqldb:file:nowhere/shop" + SETTINGS,
                        "--driver-path=" + DRIVER);

        assertThat(answer.exitCode()).as(answer.all()).isEqualTo(7);
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }
}
