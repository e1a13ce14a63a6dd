package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.flamingock.targets.TargetTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a bound connection, and of the one behind it, when its transaction is over. */
@ParameterizedClass
@EnumSource
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class EndOfTransactionTest {

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
    void after_the_transaction_nothing_is_left_to_use() throws SQLException {
        Statement statement = bound.createStatement();
        transaction.commit();

        assertThatThrownBy(() -> statement.execute("INSERT INTO things VALUES (1)"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("has been committed");
        assertThat(bound.isClosed()).isTrue();
        statement.close();
    }

    @Test
    void an_abort_ends_the_statement_that_runs() throws Exception {
        insert(1);
        CompletableFuture<Void> body = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try (Statement statement = bound.createStatement()) {
                statement.execute(engine.forever());
                body.complete(null);
            } catch (SQLException e) {
                body.completeExceptionally(e);
            }
        });
        thread.start();
        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> isInDriver(thread));

        transaction.abort();
        if (engine == Engine.DERBY) { // it cannot cancel; whoever aborts a body interrupts it too
            thread.interrupt();
        }

        assertThat(body.handle((nothing, thrown) -> thrown).get(20, TimeUnit.SECONDS))
                .isNotNull();
        assertThatThrownBy(() -> insert(2)).hasMessageContaining("aborted");
        assertThatThrownBy(transaction::commit).hasMessageContaining("lost the lease");
        transaction.close();
        assertThat(count()).isEqualTo("0");
        for (int i = 0; i < 5; i++) {
            assertThat(count()).as("the pool has only connections that work").isEqualTo("0");
        }
    }

    @Test
    void a_connection_goes_back_with_the_settings_it_came_with() throws SQLException {
        transaction.close();
        pool.close();
        pool = SqlServers.pool(dataSource, 1, false);
        String before = SqlServers.query(pool, engine.settings());

        transaction = SqlTargetSystem.of("data", pool).begin();
        try (Statement statement = transaction.bound(Connection.class).createStatement()) {
            for (String change : engine.otherSettings()) {
                statement.execute(change);
            }
        }
        transaction.commit();
        transaction.close();

        assertThat(SqlServers.query(pool, engine.settings())).isEqualTo(before);
        try (Connection connection = pool.getConnection()) {
            assertThat(connection.getAutoCommit()).isFalse();
            if (engine != Engine.DERBY) { // it has none
                assertThat(connection.getNetworkTimeout()).isZero();
            }
        }
    }

    /** Deep in it: a statement is being executed, not only prepared. */
    private static boolean isInDriver(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().startsWith("execute")
                        && !frame.getClassName().startsWith("io.flamingock")
                        && !frame.getClassName().startsWith("com.zaxxer"));
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
