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
import org.sqlite.SQLiteDataSource;

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
    void what_cannot_keep_a_promise_is_refused() {
        assertRefused(file("MEMORY"), "journal_mode MEMORY");
        SQLiteDataSource shared = new SQLiteDataSource();
        shared.setUrl("jdbc:sqlite:" + folder.resolve("shared.db") + "?shared_cache=true");
        assertRefused(shared, "shared cache");
    }

    private static void assertRefused(DataSource database, String why) {
        assertThatThrownBy(() -> SqlAuditStore.of(database).log("shop").newest())
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("[S28]")
                .hasMessageContaining(why);
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
