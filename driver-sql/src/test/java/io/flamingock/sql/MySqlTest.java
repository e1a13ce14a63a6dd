package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.api.BlockedException;
import io.flamingock.api.ChangeFailedException;
import io.flamingock.api.OpenIssuesException;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.Head;
import io.flamingock.audit.StoreRefusedException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Bodies, locks and privileges on MariaDB and MySQL. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class MySqlTest {

    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final Duration SHORT_LEASE = Duration.ofSeconds(1);
    private static final AuditEntry STARTED = Entries.change(Head.EMPTY, State.STARTED, "a");

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "POSTGRES")
    void a_body_that_creates_a_table_and_throws_is_an_issue_that_says_so(SqlServer server) {
        DataSource database = open(server, server.newUrl());
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

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "POSTGRES")
    void a_body_that_creates_a_table_and_dies_is_not_run_again(SqlServer server) {
        String url = server.newUrl();
        try (ChildProcess child = ChildProcess.start(Dies.class, server.name(), url)) {
            assertThat(child.await("HERE"))
                    .as(() -> String.join("\n", child.seen()))
                    .isPresent();
            child.awaitEnd();
        }
        DataSource database = open(server, url);
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
            SqlServer server = SqlServer.valueOf(args[0]);
            creating(open(server, args[1]), () -> {
                        System.out.println("HERE");
                        System.out.flush();
                        Runtime.getRuntime().halt(137);
                    })
                    .run();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "POSTGRES")
    void a_deadlock_has_undone_everything_and_a_lock_timeout_has_not(SqlServer server) throws Exception {
        DataSource database = open(server, server.newUrl());
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

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "POSTGRES")
    void who_may_not_see_other_sessions_says_so_and_ends_none(SqlServer server) {
        String url = server.newUrl();
        DataSource database = open(server, url);
        String user = "u" + SqlServers.query(database, "SELECT DATABASE()").replace("t", "");
        SqlServers.execute(
                database,
                "CREATE USER '" + user + "'@'%' IDENTIFIED BY 'p'",
                "GRANT SELECT, INSERT, UPDATE, CREATE ON " + SqlServers.query(database, "SELECT DATABASE()") + ".* TO '"
                        + user + "'@'%'");
        AuditLog dead = SqlAuditStore.of(database).log(Entries.SERVICE);
        dead.create();
        DataSource limited = open(server, url.replaceFirst("user=\\w+&password=\\w+", "user=" + user + "&password=p"));
        try (TargetTransaction holder = SqlTargetSystem.of("data", database).begin()) {
            dead.append(Head.EMPTY, List.of(STARTED), holder);

            assertThatThrownBy(() -> SqlAuditStore.of(limited)
                            .lockTimeout(Duration.ofMillis(200))
                            .log(Entries.SERVICE)
                            .occupy(Head.EMPTY, STARTED))
                    .isInstanceOf(BlockedException.class)
                    .hasMessageContaining("could not be found out");
            holder.commit();
        }
        assertThat(dead.read(0)).containsExactly(STARTED);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "POSTGRES")
    void who_may_only_read_reads_and_is_refused_the_rest(SqlServer server) {
        String url = server.newUrl();
        DataSource database = open(server, url);
        AuditLog log = SqlAuditStore.of(database).log(Entries.SERVICE);
        log.create();
        log.append(Head.EMPTY, List.of(STARTED));
        String name = SqlServers.query(database, "SELECT DATABASE()");
        SqlServers.execute(
                database,
                "CREATE USER 'r" + name + "'@'%' IDENTIFIED BY 'p'",
                "GRANT SELECT ON " + name + ".* TO 'r" + name + "'@'%'");
        SqlAuditStore reader = SqlAuditStore.of(
                open(server, url.replaceFirst("user=\\w+&password=\\w+", "user=r" + name + "&password=p")));

        assertThat(reader.log(Entries.SERVICE).newest()).contains(STARTED);
        assertThatThrownBy(() -> reader.log(Entries.SERVICE)
                        .append(STARTED.head(), List.of(Entries.change(STARTED.head(), State.EXECUTED, "a"))))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("[S29]");
        assertThatThrownBy(() -> reader.tryAcquire(Entries.SERVICE, Entries.holder(), LEASE))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("UPDATE command denied");

        SqlServers.execute(database, "GRANT INSERT, UPDATE ON " + name + ".* TO 'r" + name + "'@'%'");
        assertThatThrownBy(() -> reader.tryAcquire(Entries.SERVICE, Entries.holder(), LEASE))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("could not be created")
                .hasMessageContaining("CREATE TABLE `flamingock_lock` (");
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

    private static DataSource open(SqlServer server, String url) {
        return server == SqlServer.MARIADB ? SqlServers.mariaDb(url) : SqlServers.mySql(url);
    }
}
