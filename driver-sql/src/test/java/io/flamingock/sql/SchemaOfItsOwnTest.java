package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.audit.Holder;
import io.flamingock.audit.Runner;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SchemaOfItsOwnTest {

    static List<Engine> engines() {
        return Engine.withSchemas();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void all_tables_are_created_and_used_in_the_schema_that_was_configured(Engine engine) {
        DataSource database = engine.empty();
        SqlServers.execute(database, engine.sql("CREATE SCHEMA \"operations\""));
        SqlAuditStore store = SqlAuditStore.of(database).schema("operations");
        Holder me = new Holder("me", new Runner("app", "1", "host", 7, "user"));

        store.tryAcquire("users", me, Duration.ofSeconds(20));
        store.log("users").create();
        SqlTargetSystem.of("users", database).schema("operations").prepareMarkers();

        assertThat(store.lease("users")).isPresent();
        assertThat(store.log("users").newest()).isEmpty();
        assertThat(SqlServers.query(database, engine.tablesIn("'operations'"))).isEqualTo("3");
        engine.dropSchema(database, "operations");
    }
}
