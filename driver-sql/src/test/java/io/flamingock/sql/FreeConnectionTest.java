package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The connection of a body that runs outside of a transaction. */
@ParameterizedClass
@EnumSource
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class FreeConnectionTest {

    @Parameter
    Engine engine;

    private DataSource dataSource;
    private HikariDataSource pool;
    private SqlTargetSystem target;

    @BeforeEach
    void open() {
        dataSource = engine.empty();
        pool = SqlServers.pool(dataSource, 2);
        SqlServers.execute(pool, "CREATE TABLE things (id INT NOT NULL PRIMARY KEY)");
        target = SqlTargetSystem.of("data", pool);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void outside_of_a_transaction_it_commits_statement_by_statement() throws SQLException {
        Connection free = target.autoCommitting(Connection.class);
        try (Statement statement = free.createStatement()) {
            assertThat(free.getAutoCommit()).isTrue();
            assertThat(statement.getConnection()).isSameAs(free);
            statement.execute("INSERT INTO things VALUES (1)");
            assertThat(count()).isEqualTo("1");
        }
        free.close();
        free.close();
        assertThat(free.isClosed()).isTrue();
        assertThatThrownBy(free::createStatement).hasMessageContaining("was closed");
    }

    @Test
    void outside_of_a_transaction_it_may_commit_by_itself_and_must() throws SQLException {
        Connection free = target.autoCommitting(Connection.class);
        try (Statement statement = free.createStatement()) {
            free.setAutoCommit(false);
            statement.execute("INSERT INTO things VALUES (1)");
            free.commit();
        }
        free.close();
        assertThat(count()).isEqualTo("1");

        Connection careless = target.autoCommitting(Connection.class);
        try (Statement statement = careless.createStatement()) {
            careless.setAutoCommit(false);
            statement.execute("INSERT INTO things VALUES (2)");
        }
        assertThatThrownBy(careless::close)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("left work uncommitted");
        assertThat(count()).isEqualTo("1");
    }

    private String count() {
        return SqlServers.query(dataSource, "SELECT count(*) FROM things");
    }
}
