package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.flamingock.audit.StoreRefusedException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.Function;

/** What decides what a commit of SQLite is worth, and who may have set it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class SqliteSettingsTest {

    @TempDir
    private Path folder;

    @Test
    void what_weakens_a_connection_does_not_outlive_the_body_that_has_set_it() throws SQLException {
        try (HikariDataSource pool = SqlServers.pool(file("DELETE"), 1)) {
            execute(pool, "PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA foreign_keys = ON");

            assertThat(SqlServers.query(pool, "PRAGMA journal_mode")).isEqualTo("delete");
            assertThat(SqlServers.query(pool, "PRAGMA synchronous")).isEqualTo("2");
            assertThat(SqlServers.query(pool, "PRAGMA foreign_keys")).isEqualTo("0");
        }
    }

    @Test
    void a_journal_mode_that_the_file_keeps_is_left_to_the_body() throws SQLException {
        try (HikariDataSource pool = SqlServers.pool(file("DELETE"), 1)) {
            execute(pool, "PRAGMA journal_mode = WAL");

            assertThat(SqlServers.query(pool, "PRAGMA journal_mode")).isEqualTo("wal");
        }
    }

    @Test
    void a_connection_that_came_without_a_journal_begins_no_transaction() {
        try (HikariDataSource pool = SqlServers.pool(file("DELETE"), 1)) {
            SqlTargetSystem target = SqlTargetSystem.of("data", pool);
            assertThat(target.prepareMarkers()).isEmpty();
            SqlServers.execute(pool, "PRAGMA journal_mode = OFF");

            assertThatThrownBy(target::begin)
                    .isInstanceOf(StoreRefusedException.class)
                    .hasMessageContaining("journal_mode OFF");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, 0, true",
        "DELETE, 1, true",
        "DELETE, 2, true",
        "DELETE, 3, false",
        "TRUNCATE, 1, true",
        "TRUNCATE, 2, false",
        "PERSIST, 2, false",
        "WAL, 1, true",
        "WAL, 2, false"
    })
    void what_a_power_failure_can_lose_is_said(String journalMode, int synchronous, boolean isSaid)
            throws SQLException {
        try (Connection connection = file(journalMode).getConnection()) {
            Statements.execute(connection, "PRAGMA synchronous = " + synchronous);

            assertThat(new SqliteDialect().lossAtCrash(connection).isPresent()).isEqualTo(isSaid);
        }
    }

    @Test
    void what_would_be_wrong_in_silence_is_refused() {
        assertRefused(SqlServers.sqlite("jdbc:sqlite::memory:"), "in memory");
        assertRefused(SqlServers.sqlite("jdbc:sqlite:"), "in memory");
        assertRefused(SqlServers.sqlite("jdbc:sqlite:file:shop?mode=memory&cache=shared"), "in memory");
        assertRefused(
                SqlServers.sqlite("jdbc:sqlite:file:" + folder.resolve("shared") + "?cache=shared"), "shared cache");
        assertRefused(
                SqlServers.sqlite("jdbc:sqlite:" + folder.resolve("shared.db") + "?shared_cache=true"), "shared cache");
        assertRefused(file("OFF"), "journal_mode OFF");
        assertRefused(file("MEMORY"), "journal_mode MEMORY");
        assertThatThrownBy(() -> SqlAuditStore.of(file("WAL"))
                        .schema("operations")
                        .log("users")
                        .newest())
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("has no schemas");
    }

    /** As the versions before 3.42 answer, and as those before 3.38 do. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_version_whose_clock_has_no_milliseconds_is_refused(boolean hasFunction) throws SQLException {
        Function clock = new Function() {
            @Override
            protected void xFunc() throws SQLException {
                if (!hasFunction) {
                    throw new SQLException("no such function: unixepoch");
                }
                result();
            }
        };
        try (Connection connection = file("DELETE").getConnection()) {
            Function.create(connection, "unixepoch", clock, 1, 0);

            assertThatThrownBy(() -> new SqliteDialect().check(connection, null))
                    .isInstanceOf(StoreRefusedException.class)
                    .hasMessageContaining("[S28]")
                    .hasMessageContaining("Use 3.42 or later");
        }
    }

    private static void assertRefused(DataSource database, String why) {
        assertThatThrownBy(() -> SqlAuditStore.of(database).log("shop").newest())
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("[S28]")
                .hasMessageContaining(why);
        assertThatThrownBy(() -> SqlTargetSystem.of("data", database).begin())
                .isInstanceOf(StoreRefusedException.class);
    }

    private static void execute(DataSource pool, String... statements) throws SQLException {
        try (Connection free = SqlTargetSystem.of("data", pool).autoCommitting(Connection.class);
                Statement statement = free.createStatement()) {
            for (String sql : statements) {
                boolean unused = statement.execute(sql);
            }
        }
    }

    private DataSource file(String journalMode) {
        return SqlServers.sqlite(folder.resolve(journalMode + ".db"), journalMode);
    }
}
