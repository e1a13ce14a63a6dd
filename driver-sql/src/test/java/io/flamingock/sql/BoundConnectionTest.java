package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.flamingock.targets.TargetTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Set;
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
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

@ParameterizedClass
@EnumSource
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class BoundConnectionTest {

    @Parameter
    Engine engine;

    private DataSource dataSource;
    private HikariDataSource pool;
    private TargetTransaction transaction;
    private Connection bound;

    @BeforeEach
    void begin() {
        dataSource = engine.empty();
        pool = SqlServers.pool(dataSource, 2);
        SqlServers.execute(pool, "CREATE TABLE things (id INT NOT NULL PRIMARY KEY)");
        transaction = SqlTargetSystem.of("data", pool).begin();
        bound = transaction.bound(Connection.class);
    }

    @AfterEach
    void end() {
        transaction.close();
        pool.close();
    }

    @Test
    void closing_ends_the_handle_and_not_the_transaction() throws SQLException {
        try (Connection connection = bound;
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO things VALUES (1)");
        }

        assertThat(bound.isClosed()).isTrue();
        assertThat(bound.isValid(1)).isFalse();
        assertThatThrownBy(() -> bound.createStatement())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("was closed by the change");
        transaction.commit();
        assertThat(count()).isEqualTo("1");
    }

    @Test
    void what_would_end_the_transaction_is_refused_with_a_remedy() throws SQLException {
        insert(1);
        for (Refused call : new Refused[] {
            () -> bound.commit(),
            () -> bound.rollback(),
            () -> bound.setAutoCommit(true),
            () -> bound.setReadOnly(true),
            () -> bound.setTransactionIsolation(anotherIsolation()),
            () -> bound.abort(Runnable::run)
        }) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("is refused")
                    .hasMessageContaining("transactional = false");
        }
        bound.setAutoCommit(false);
        bound.setReadOnly(false);
        bound.setTransactionIsolation(bound.getTransactionIsolation());

        assertThat(bound.getAutoCommit()).isFalse();
        transaction.rollback();
        assertThat(count()).isEqualTo("0");
    }

    @Test
    void a_part_is_undone_by_a_savepoint() throws SQLException {
        insert(1);
        Savepoint savepoint = bound.setSavepoint("part");
        insert(2);
        bound.rollback(savepoint);
        transaction.commit();

        assertThat(count()).isEqualTo("1");
    }

    @Test
    void everything_leads_back_to_the_handle() throws SQLException {
        try (PreparedStatement prepared = bound.prepareStatement("SELECT id FROM things");
                ResultSet rows = prepared.executeQuery();
                Statement statement = bound.createStatement();
                ResultSet more = statement.executeQuery("SELECT id FROM things");
                ResultSet tables = bound.getMetaData().getTables(null, null, "nothing", null)) {
            assertThat(prepared.getConnection()).isSameAs(bound);
            assertThat(rows.getStatement()).isSameAs(prepared);
            assertThat(more.getStatement()).isSameAs(statement);
            assertThat(rows.getStatement().getConnection()).isSameAs(bound);
            assertThat(statement.getConnection()).isSameAs(bound);
            assertThat(bound.getMetaData().getConnection()).isSameAs(bound);
            Statement behind = tables.getStatement();
            assertThat(behind == null ? bound : behind.getConnection()).isSameAs(bound);
        }
        if (!engine.procedure().isEmpty()) {
            try (var call = bound.prepareCall(engine.procedure())) {
                assertThat(call.getConnection()).isSameAs(bound);
            }
        }
    }

    @Test
    void unwrap_is_the_escape() throws SQLException {
        Class<? extends Connection> driver =
                pool.getConnection().unwrap(Connection.class).getClass();

        assertThat(bound.unwrap(Connection.class)).isSameAs(bound);
        assertThat(bound.isWrapperFor(driver)).isTrue();
        assertThat(bound.unwrap(driver)).isInstanceOf(driver);
    }

    @Test
    void a_handle_is_equal_to_itself_alone_and_has_a_name() {
        assertThat(Set.<Object>of(bound, "another")).hasSize(2).contains(bound);
        assertThat(bound).hasToString("the Connection of a change");
    }

    @Test
    void spring_works_with_it() {
        JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(bound, true));
        jdbc.update("INSERT INTO things VALUES (?)", 1);
        jdbc.batchUpdate("INSERT INTO things VALUES (2)", "INSERT INTO things VALUES (3)");

        assertThat(jdbc.queryForObject("SELECT count(*) FROM things", Integer.class))
                .isEqualTo(3);
        if (engine.readsBesideTransactions()) {
            assertThat(count()).isEqualTo("0");
        }
        assertThatThrownBy(() -> jdbc.update("INSERT INTO things VALUES (?)", 1))
                .hasCauseInstanceOf(SQLException.class);
        transaction.rollback();
        assertThat(count()).isEqualTo("0");
    }

    private int anotherIsolation() throws SQLException {
        return bound.getTransactionIsolation() == Connection.TRANSACTION_SERIALIZABLE
                ? Connection.TRANSACTION_READ_UNCOMMITTED
                : Connection.TRANSACTION_SERIALIZABLE;
    }

    private interface Refused {
        void run() throws SQLException;
    }

    private void insert(int id) throws SQLException {
        try (Statement statement = bound.createStatement()) {
            statement.execute("INSERT INTO things VALUES (" + id + ")");
        }
    }

    private String count() {
        return SqlServers.query(dataSource, "SELECT count(*) FROM things");
    }
}
