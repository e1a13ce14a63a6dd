package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.Flamingock;
import io.flamingock.api.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** {@code docs/ddl.md} shows a DBA what {@code ddl()} says. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class DdlPageTest {

    private static final Path PAGE = Path.of("..", "docs", "ddl.md");

    @ParameterizedTest
    @EnumSource
    void the_page_has_the_statements_of_each_database(Engine engine) throws IOException {
        DataSource dataSource = engine.empty();
        String statements = Stream.concat(
                        SqlAuditStore.of(dataSource).ddl().stream(),
                        SqlTargetSystem.of("data", dataSource).ddl().stream())
                .map(statement -> statement.strip() + ";")
                .collect(Collectors.joining("\n\n"));
        String section = "```sql\n" + statements + "\n```\n";
        Files.writeString(Path.of("target", "ddl-" + engine + ".md"), section);

        assertThat(Files.readString(PAGE))
                .as("target/ddl-%s.md has what belongs there", engine)
                .contains(section);
    }

    @Test
    void the_rights_that_the_page_names_are_enough() {
        PGSimpleDataSource owner = (PGSimpleDataSource) SqlServers.postgres();
        SqlAuditStore.of(owner).ddl().forEach(statement -> SqlServers.execute(owner, statement));
        SqlTargetSystem.of("data", owner).ddl().forEach(statement -> SqlServers.execute(owner, statement));
        String user = "app_" + owner.getCurrentSchema();
        SqlServers.execute(
                owner,
                "CREATE TABLE things (id INT)",
                "CREATE ROLE " + user + " LOGIN PASSWORD 'geheim'",
                "GRANT USAGE ON SCHEMA " + owner.getCurrentSchema() + " TO " + user,
                "GRANT SELECT, INSERT ON flamingock_audit, flamingock_marker TO " + user,
                "GRANT SELECT, INSERT, UPDATE ON flamingock_lock TO " + user,
                "GRANT SELECT, INSERT, DELETE ON things TO " + user);
        PGSimpleDataSource application = SqlServers.copyOf(owner);
        application.setUser(user);
        application.setPassword("geheim");
        PGSimpleDataSource elsewhere = SqlServers.copyOf(owner);
        elsewhere.setUser(user);
        elsewhere.setPassword("geheim");

        Flamingock flamingock = Flamingock.builder()
                .service("users")
                .auditStore(SqlAuditStore.of(application).autoCreate(false))
                .targetSystems(
                        SqlTargetSystem.of("home", application).autoCreate(false),
                        SqlTargetSystem.of("away", elsewhere).autoCreate(false))
                .change(
                        "shared",
                        change -> change.order("1").target("home").execute(Connection.class, DdlPageTest::insert))
                .change(
                        "marked",
                        change -> change.order("2")
                                .target("away")
                                .execute(Connection.class, DdlPageTest::insert)
                                .rollback(Connection.class, DdlPageTest::delete))
                .build();

        assertThat(flamingock.plan().decisions().stream()
                        .map(decision -> decision.change().mode()))
                .containsExactly(Mode.SHARED, Mode.MARKED);
        assertThat(flamingock.run().counts().executed()).isEqualTo(2);
        assertThat(flamingock
                        .undo("marked", "ann", "to see that it may")
                        .counts()
                        .undone())
                .isEqualTo(1);
    }

    private static void insert(Connection connection) throws SQLException {
        execute(connection, "INSERT INTO things VALUES (1)");
    }

    private static void delete(Connection connection) throws SQLException {
        execute(connection, "DELETE FROM things");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
