package io.flamingock.driver.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PostgresStartsTest {

    @Test
    void postgres_18_answers() throws Exception {
        try (var postgres = EmbeddedPostgres.start();
                var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select 1, current_setting('server_version')")) {
            rows.next();

            assertThat(rows.getInt(1)).isEqualTo(1);
            assertThat(rows.getString(2)).startsWith("18.");
        }
    }
}
