package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.zaxxer.hikari.HikariDataSource;
import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Databases that acknowledge a commit before it is durable, or bound waits in their own way: what is said of it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Isolated("reads what is logged")
@Timeout(60)
class LossAtCrashTest {

    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("io.flamingock.sql");

    @TempDir
    private Path folder;

    private final ListAppender<ILoggingEvent> seen = new ListAppender<>();

    @BeforeEach
    void listen() {
        seen.start();
        LOGGER.addAppender(seen);
    }

    @AfterEach
    void stopListening() {
        LOGGER.detachAppender(seen);
    }

    @Test
    void of_H2_in_a_file_it_is_said_once_what_is_lost_and_what_prevents_it() {
        try (HikariDataSource pool = file("")) {
            SqlAuditStore store = SqlAuditStore.of(pool);
            store.log("users").create();
            store.log("orders").create();
        }
        assertThat(warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning)
                        .contains(folder.resolve("shop").toString(), "up to 500 ms", "killed", ";WRITE_DELAY=0"));
    }

    @Test
    void a_target_in_a_file_says_it_for_its_markers() {
        try (HikariDataSource pool = file("")) {
            assertThat(SqlTargetSystem.of("data", pool).prepareMarkers()).isEmpty();
        }
        assertThat(warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning).contains(";WRITE_DELAY=0"));
    }

    @Test
    void a_plan_says_it_before_anything_is_written_and_the_run_not_once_more() {
        try (HikariDataSource pool = file("")) {
            FlamingockBuilder shop = Flamingock.builder()
                    .service("users")
                    .auditStore(SqlAuditStore.of(pool))
                    .targetSystems(SqlTargetSystem.of("data", pool))
                    .change("a", change -> change.order("1").execute(Connection.class, connection -> {}));
            shop.build().plan();
            assertThat(warnings()).singleElement().asString().contains(";WRITE_DELAY=0");

            shop.run();
            assertThat(warnings()).hasSize(1);
        }
    }

    @Test
    void nothing_is_said_where_the_remedy_was_taken() {
        try (HikariDataSource pool = file(";WRITE_DELAY=0")) {
            create(pool);
        }
        assertThat(warnings()).isEmpty();
    }

    /** It looks set when it is read, and is not. */
    @Test
    void a_delay_that_was_set_before_the_database_was_closed_does_not_count() {
        try (HikariDataSource pool = file("")) {
            SqlServers.execute(pool, "SET WRITE_DELAY 0");
            create(pool);
            assertThat(warnings()).isEmpty();
        }
        try (HikariDataSource pool = file("")) {
            create(pool);
        }
        assertThat(warnings()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mem:lost", "nioMemFS:lost", "memFS:lost", "nioMemLZF:lost"})
    void nothing_is_said_in_memory(String place) {
        try (HikariDataSource pool = SqlServers.pool(SqlServers.h2("jdbc:h2:" + place), 2)) {
            create(pool);
        }
        assertThat(warnings()).isEmpty();
    }

    @Test
    void on_an_H2_server_it_depends_on_its_database_too() throws Exception {
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toString())
                .start();
        try {
            String url = "jdbc:h2:tcp://127.0.0.1:" + server.getPort();
            create(SqlServers.h2(url + "/mem:lost"));
            create(SqlServers.h2(url + "/./durable;WRITE_DELAY=0"));
            assertThat(warnings()).isEmpty();

            create(SqlServers.h2(url + "/./remote"));
            assertThat(warnings()).isNotEmpty();
        } finally {
            server.stop();
        }
    }

    @Test
    void of_SQLite_HSQLDB_and_Derby_it_is_said_once_too() {
        assertSaidOnce(
                SqlAuditStore.of(SqlServers.sqlite(folder.resolve("shop.db"), "DELETE")), "synchronous 2", "EXTRA");

        String url = "jdbc:hsqldb:file:" + folder.resolve("shop") + ";hsqldb.tx=mvcc;shutdown=true";
        try (HikariDataSource pool = SqlServers.pool(SqlServers.hsqldb(url), 2)) {
            assertSaidOnce(SqlAuditStore.of(pool), "SET FILES WRITE DELAY FALSE");
        }

        DataSource derby = SqlServers.derby();
        System.setProperty("derby.system.durability", "test");
        try {
            SqlAuditStore store = SqlAuditStore.of(derby).lockTimeout(Duration.ofSeconds(1));
            assertSaidOnce(store, "derby.system.durability is 'test'", "loses commits");
        } finally {
            System.clearProperty("derby.system.durability");
        }
    }

    @Test
    void a_Derby_that_waits_longer_or_shorter_than_configured_is_said_once() {
        assertSaidOnce(
                SqlAuditStore.of(SqlServers.derby()).lockTimeout(Duration.ofSeconds(7)),
                "as long as derby.locks.waitTimeout says, 1 s here",
                "PT7S");
        assertThat(SqlTargetSystem.of("data", SqlServers.derby())
                        .lockTimeout(Duration.ofSeconds(1))
                        .prepareMarkers())
                .isEmpty();
        assertThat(warnings()).isEmpty();
    }

    /** And forgets it. */
    private void assertSaidOnce(SqlAuditStore store, String... words) {
        store.log("users").create();
        store.log("orders").create();
        assertThat(warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning).contains(words));
        seen.list.clear();
    }

    private static void create(DataSource database) {
        SqlAuditStore.of(database).log("users").create();
        assertThat(SqlTargetSystem.of("data", database).prepareMarkers()).isEmpty();
    }

    private HikariDataSource file(String settings) {
        return SqlServers.pool(SqlServers.h2("jdbc:h2:file:" + folder.resolve("shop") + settings), 2);
    }

    private List<String> warnings() {
        return seen.list.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
