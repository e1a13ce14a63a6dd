package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.audit.Holder;
import io.flamingock.audit.Runner;
import java.time.Duration;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SchemaOfItsOwnTest {

    static Stream<DataSource> databases() {
        return Stream.of(SqlServers.h2(), SqlServers.postgres());
    }

    @ParameterizedTest
    @MethodSource("databases")
    void all_tables_are_created_and_used_in_the_schema_that_was_configured(DataSource database) {
        SqlServers.execute(database, "CREATE SCHEMA \"operations\"");
        SqlAuditStore store = SqlAuditStore.of(database).schema("operations");
        Holder me = new Holder("me", new Runner("app", "1", "host", 7, "user"));

        store.tryAcquire("users", me, Duration.ofSeconds(20));
        store.log("users").create();
        SqlTargetSystem.of("users", database).schema("operations").prepareMarkers();

        assertThat(store.lease("users")).isPresent();
        assertThat(store.log("users").newest()).isEmpty();
        assertThat(SqlServers.query(
                        database,
                        "SELECT count(*) FROM information_schema.tables"
                                + " WHERE table_name LIKE 'flamingock_%' AND table_schema = 'operations'"))
                .isEqualTo("3");
    }
}
