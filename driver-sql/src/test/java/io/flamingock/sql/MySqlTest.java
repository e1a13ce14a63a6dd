package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.api.ChangeFailedException;
import io.flamingock.api.OpenIssuesException;
import io.flamingock.api.State;
import io.flamingock.audit.AuditStoreException;
import io.flamingock.audit.Lease;
import io.flamingock.servers.SqlServer;
import io.flamingock.servers.child.ChildProcess;
import io.flamingock.targets.TargetTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;

/** Bodies and locks on MariaDB and MySQL. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class MySqlTest {

    private static final Duration SHORT_LEASE = Duration.ofSeconds(1);
    private static final String SESSION =
            "SELECT CONCAT_WS(' ', CONNECTION_ID(), @@innodb_lock_wait_timeout, @@sql_mode)";

    @OnMariaDbAndMySql
    void a_body_that_creates_a_table_and_throws_is_an_issue_that_says_so(SqlServer server) {
        DataSource database = SqlServers.at(server.newUrl());
        Flamingock flamingock = creating(database, () -> {
            throw new IllegalStateException("after the table");
        });

        assertThatThrownBy(flamingock::run)
                .isInstanceOfSatisfying(
                        ChangeFailedException.class,
                        e -> assertThat(e.failed().state()).isEqualTo(State.FAILED));
        assertThatThrownBy(flamingock::run).isInstanceOf(OpenIssuesException.class);
        assertThat(SqlServers.query(database, "SELECT count(*) FROM made")).isEqualTo("0");
    }

    @OnMariaDbAndMySql
    void a_body_that_creates_a_table_and_dies_is_not_run_again(SqlServer server) {
        String url = server.newUrl();
        try (ChildProcess child = ChildProcess.start(Dies.class, url)) {
            assertThat(child.await("HERE"))
                    .as(() -> String.join("\n", child.seen()))
                    .isPresent();
            child.awaitEnd();
        }
        DataSource database = SqlServers.at(url);
        assertThat(SqlServers.query(database, "SELECT count(*) FROM made")).isEqualTo("0");

        assertThatThrownBy(creating(database, () -> {})::run)
                .isInstanceOf(OpenIssuesException.class)
                .hasMessageContaining("create-table");
        assertThat(SqlAuditStore.of(database).log("shop").read(0))
                .filteredOn(entry -> entry.subject() != null)
                .extracting(entry -> entry.event().state())
                .containsExactly(State.STARTED);
    }

    /** Creates its table, and is gone. */
    static final class Dies {
        public static void main(String[] args) {
            creating(SqlServers.at(args[0]), () -> {
                        System.out.println("HERE");
                        System.out.flush();
                        Runtime.getRuntime().halt(137);
                    })
                    .run();
        }
    }

    @OnMariaDbAndMySql
    void a_deadlock_has_undone_everything_and_a_lock_timeout_has_not(SqlServer server) throws Exception {
        DataSource database = SqlServers.at(server.newUrl());
        SqlServers.execute(
                database, "CREATE TABLE pair (id INT PRIMARY KEY, n INT)", "INSERT INTO pair VALUES (1, 0), (2, 0)");
        SqlTargetSystem target = SqlTargetSystem.of("data", database);
        try (TargetTransaction one = target.begin();
                TargetTransaction two = target.begin()) {
            run(one, "UPDATE pair SET n = 1 WHERE id = 1");
            run(two, "UPDATE pair SET n = 2 WHERE id = 2");
            run(two, "SET innodb_lock_wait_timeout = 1");
            Throwable timeout = catchThrowable(() -> run(two, "UPDATE pair SET n = 2 WHERE id = 1"));
            assertThat(timeout).isInstanceOf(SQLException.class);
            assertThat(target.undoneByDatabase(timeout)).isFalse();

            run(two, "SET innodb_lock_wait_timeout = 50");
            CompletableFuture<Throwable> waits = CompletableFuture.supplyAsync(
                    () -> catchThrowable(() -> run(one, "UPDATE pair SET n = 1 WHERE id = 2")),
                    runnable -> new Thread(runnable).start());
            Throwable second = catchThrowable(() -> run(two, "UPDATE pair SET n = 2 WHERE id = 1"));
            Throwable deadlock = second != null ? second : waits.get(60, TimeUnit.SECONDS);

            assertThat(target.undoneByDatabase(deadlock)).isTrue();
        }
    }

    @OnMariaDbAndMySql
    void a_statement_of_ours_waits_in_whole_seconds_and_leaves_a_session_that_is_as_it_was(SqlServer server)
            throws Exception {
        String url = server.newUrl();
        try (HikariDataSource pool = SqlServers.pool(SqlServers.at(url), 1)) {
            SqlAuditStore store = SqlAuditStore.of(pool).lockTimeout(Duration.ofMillis(1_100));
            Lease lease = Entries.acquired(store.tryAcquire(Entries.SERVICE, Entries.holder(), Duration.ofSeconds(60)));
            String session = SqlServers.query(pool, SESSION);
            try (Connection other = SqlServers.at(url).getConnection()) {
                other.setAutoCommit(false);
                assertThat(Statements.query(
                                other,
                                "SELECT token FROM flamingock_lock FOR UPDATE",
                                List.of(),
                                row -> row.getLong(1)))
                        .containsExactly(1L);

                long start = System.nanoTime();
                assertThatThrownBy(() -> lease.renew("a")).isInstanceOf(AuditStoreException.class);
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(12));
                other.rollback();
            }

            assertThat(SqlServers.query(pool, SESSION)).isEqualTo(session);
            assertThat(lease.renew("b")).isTrue();
            assertThat(store.lease(Entries.SERVICE).orElseThrow().currentChange())
                    .isEqualTo("b");
        }
    }

    private static Flamingock creating(DataSource database, Runnable then) {
        FlamingockBuilder builder = Flamingock.builder()
                .service("shop")
                .lease(SHORT_LEASE, SHORT_LEASE.dividedBy(4))
                .auditStore(SqlAuditStore.of(database))
                .targetSystems(SqlTargetSystem.of("shop-database", database))
                .change(
                        "create-table",
                        change -> change.order("1").execute(Connection.class, connection -> {
                            try (Statement statement = connection.createStatement()) {
                                statement.execute("CREATE TABLE made (id INT)");
                            }
                            then.run();
                        }));
        return builder.build();
    }

    private static void run(TargetTransaction transaction, String sql) throws SQLException {
        try (Statement statement = transaction.bound(Connection.class).createStatement()) {
            statement.execute(sql);
        }
    }
}
