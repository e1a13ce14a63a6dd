package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.flamingock.api.BlockedException;
import io.flamingock.api.FlamingockException;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.Head;
import io.flamingock.audit.StoreRefusedException;
import io.flamingock.targets.TargetTransaction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.hsqldb.jdbc.JDBCDataSource;
import org.hsqldb.server.Server;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is special about HSQLDB: three transaction models, of which one can bound a wait. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class HsqldbTest {

    private static final AuditEntry STARTED = Entries.change(Head.EMPTY, State.STARTED, "a");
    private static final AuditEntry FENCE = Entries.change(Head.EMPTY, State.ROLLED_BACK, "a");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"LOCKS", "MVLOCKS"})
    void another_transaction_model_is_refused_with_the_statement_that_helps(String model) {
        DataSource database = SqlServers.hsqldb();
        SqlServers.execute(database, "SET DATABASE TRANSACTION CONTROL " + model);
        SqlAuditStore store = SqlAuditStore.of(database);

        assertThatThrownBy(() -> store.log("users").newest())
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("[S28]")
                .hasMessageContaining(model)
                .hasMessageContaining("Execute SET DATABASE TRANSACTION CONTROL MVCC once");
        assertThatThrownBy(() -> SqlTargetSystem.of("data", database).begin())
                .isInstanceOf(StoreRefusedException.class);

        SqlServers.execute(database, "SET DATABASE TRANSACTION CONTROL MVCC");
        assertThat(store.log("users").newest()).isEmpty();
    }

    @Test
    void who_blocks_is_named_with_the_statement_after_which_it_cannot_commit_any_more() {
        DataSource database = SqlServers.hsqldb();
        AuditLog log =
                SqlAuditStore.of(database).lockTimeout(Duration.ofMillis(300)).log(Entries.SERVICE);
        log.create();
        try (TargetTransaction dead = SqlTargetSystem.of("data", database).begin()) {
            log.append(Head.EMPTY, List.of(STARTED), dead);

            Throwable blocked = catchThrowable(() -> log.append(Head.EMPTY, List.of(FENCE)));

            assertThat(blocked).isInstanceOf(BlockedException.class);
            String remedy = blocked.getMessage()
                    .replaceFirst(
                            "(?s).*end it with: (ALTER SESSION \\d+ RELEASE; ALTER SESSION \\d+ CLOSE)\\..*", "$1");
            SqlServers.execute(database, remedy);
            assertThat(log.append(Head.EMPTY, List.of(FENCE))).isEqualTo(FENCE.head());
            assertThatThrownBy(dead::commit).isInstanceOf(FlamingockException.class);
        }
        assertThat(log.read(0)).containsExactly(FENCE);
    }

    @Test
    void a_user_who_may_only_read_plans_and_is_told_what_he_may_not() throws SQLException {
        JDBCDataSource database = (JDBCDataSource) SqlServers.hsqldb();
        AuditLog log = SqlAuditStore.of(database).log(Entries.SERVICE);
        log.create();
        log.append(Head.EMPTY, List.of(STARTED));
        SqlServers.execute(
                database, "CREATE USER reader PASSWORD 'geheim'", "GRANT SELECT ON \"flamingock_audit\" TO reader");
        JDBCDataSource readOnly = new JDBCDataSource();
        readOnly.setURL(database.getUrl());
        readOnly.setUser("READER");
        readOnly.setPassword("geheim");
        AuditLog read = SqlAuditStore.of(readOnly).log(Entries.SERVICE);

        assertThat(read.newest()).contains(STARTED);
        assertThatThrownBy(
                        () -> read.append(STARTED.head(), List.of(Entries.change(STARTED.head(), State.EXECUTED, "a"))))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("[S29]");
        assertThat(SqlTargetSystem.of("data", readOnly).prepareMarkers().orElseThrow())
                .contains("could not be created");
    }

    /** A cancel that comes when nothing runs would hit the next statement of the session. */
    @Test
    void what_waited_and_went_in_leaves_nothing_behind_that_hits_the_next_statement() throws Exception {
        DataSource database = SqlServers.hsqldb();
        SqlServers.execute(database, "CREATE TABLE things (id INTEGER PRIMARY KEY)");
        try (Connection holder = database.getConnection();
                Connection waiter = database.getConnection();
                Statement statement = holder.createStatement()) {
            for (int round = 0; round < 3; round++) {
                holder.setAutoCommit(false);
                statement.execute("INSERT INTO things VALUES (" + round + ")");
                int id = round;
                CompletableFuture<Integer> waiting =
                        CompletableFuture.supplyAsync(() -> insert(waiter, id), task -> new Thread(task).start());
                holder.rollback();
                assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(1);
                assertThat(insert(waiter, 100 + round)).isEqualTo(1);
            }
        }
    }

    private static int insert(Connection connection, int id) {
        try {
            return TimedStatement.update(connection, 10_000, "INSERT INTO things VALUES (?)", List.of(id));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void the_clock_does_not_depend_on_the_time_zone_of_a_session() throws SQLException {
        try (Connection connection = SqlServers.hsqldb().getConnection()) {
            for (String offset : List.of("'5:00'", "'-8:00'")) {
                Statements.execute(connection, "SET TIME ZONE INTERVAL " + offset + " HOUR TO MINUTE");
                long now = Statements.query(
                                connection,
                                "VALUES(" + new HsqldbDialect().nowMillis() + ")",
                                List.of(),
                                row -> row.getLong(1))
                        .get(0);
                assertThat(System.currentTimeMillis() - now).isBetween(0L, 5_000L);
            }
        }
    }

    @Test
    void what_a_crash_can_lose_is_said_until_the_statement_was_executed_once() throws SQLException {
        String url = "jdbc:hsqldb:file:" + folder.resolve("shop") + ";hsqldb.tx=mvcc;shutdown=true";
        try (Connection connection = SqlServers.hsqldb(url).getConnection()) {
            assertThat(new HsqldbDialect().lossAtCrash(connection).orElseThrow())
                    .contains("write delay 500 ms", "killed", "SET FILES WRITE DELAY FALSE");
            Statements.execute(connection, "SET FILES WRITE DELAY FALSE");
        }
        try (Connection connection = SqlServers.hsqldb(url).getConnection()) {
            assertThat(new HsqldbDialect().lossAtCrash(connection)).isEmpty();
        }
        try (Connection connection = SqlServers.hsqldb().getConnection()) {
            assertThat(new HsqldbDialect().lossAtCrash(connection))
                    .as("in memory")
                    .isEmpty();
        }
    }

    /** Its driver knows no bound for a wait for an answer. */
    @Test
    void a_server_is_refused() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Server server = new Server();
        server.setAddress("127.0.0.1");
        server.setPort(port);
        server.setDatabaseName(0, "served");
        server.setDatabasePath(0, "mem:served;hsqldb.tx=mvcc");
        server.setLogWriter(null);
        server.setErrWriter(null);
        server.start();
        try {
            AuditLog log = SqlAuditStore.of(SqlServers.hsqldb("jdbc:hsqldb:hsql://127.0.0.1:" + port + "/served"))
                    .log(Entries.SERVICE);

            assertThatThrownBy(log::create)
                    .isInstanceOf(StoreRefusedException.class)
                    .hasMessageContaining("[S28]")
                    .hasMessageContaining("is an HSQLDB server");
        } finally {
            server.shutdownCatalogs(1);
            server.stop();
        }
    }
}
