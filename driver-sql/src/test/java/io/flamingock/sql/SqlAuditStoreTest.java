package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.flamingock.api.State;
import io.flamingock.audit.AuditConflictException;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.Head;
import io.flamingock.audit.Holder;
import io.flamingock.audit.Lease;
import io.flamingock.audit.Runner;
import io.flamingock.audit.UnreadableEntryException;
import io.flamingock.targets.TargetTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SqlAuditStoreTest {

    private @Nullable HikariDataSource pool;

    /** Each is created by its own test: where a server is missing the others are asked all the same. */
    static Stream<Named<Supplier<DataSource>>> databases() {
        return Stream.of(
                Named.of("H2", SqlServers::h2),
                Named.of("H2 like Oracle", () -> SqlServers.h2(SqlServers.h2Url() + ";MODE=Oracle")),
                Named.of("H2 like MySQL", () -> SqlServers.h2(SqlServers.h2Url() + ";MODE=MySQL")),
                Named.of("PostgreSQL", SqlServers::postgres),
                Named.of("MariaDB", SqlServers::mariaDb),
                Named.of("MariaDB, serializable", () -> serializable(SqlServers.mariaDb())),
                Named.of("MySQL", SqlServers::mySql),
                Named.of("MySQL, serializable", () -> serializable(SqlServers.mySql())),
                Named.of("HSQLDB", SqlServers::hsqldb),
                Named.of("HSQLDB, serializable", () -> serializable(SqlServers.hsqldb())),
                Named.of("HSQLDB like Oracle", () -> likeOracle(SqlServers.hsqldb())),
                Named.of("Derby", SqlServers::derby),
                Named.of("Derby, serializable", () -> serializable(SqlServers.derby())),
                Named.of("SQLite", SqlServers::sqlite),
                Named.of(
                        "PostgreSQL with simple queries",
                        () -> SqlServers.postgres(SqlServers.postgresUrl() + "&preferQueryMode=simple")),
                Named.of(
                        "PostgreSQL, serializable",
                        () -> SqlServers.postgres(SqlServers.postgresUrl()
                                + "&options=-c%20default_transaction_isolation=serializable")));
    }

    private static DataSource likeOracle(DataSource hsqldb) {
        SqlServers.execute(hsqldb, "SET DATABASE SQL SYNTAX ORA TRUE");
        return hsqldb;
    }

    private static DataSource serializable(DataSource dataSource) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(dataSource);
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        return new HikariDataSource(config);
    }

    private DataSource opened(Supplier<DataSource> databases) {
        DataSource database = databases.get();
        pool = database instanceof HikariDataSource opened ? opened : null;
        return database;
    }

    @AfterEach
    void closePool() {
        if (pool != null) {
            pool.close();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void what_is_appended_comes_back(Supplier<DataSource> databases) {
        DataSource dataSource = opened(databases);
        AuditLog log = SqlAuditStore.of(dataSource).log(Entries.SERVICE);
        assertThat(log.newest()).isEmpty();
        log.create();
        var first = Entries.change(Head.EMPTY, State.STARTED, "a");
        var second = Entries.change(first.head(), State.EXECUTED, "a");
        var third = Entries.change(second.head(), State.STARTED, "b");

        assertThat(log.append(Head.EMPTY, List.of(first))).isEqualTo(first.head());
        assertThat(log.append(first.head(), List.of(second, third))).isEqualTo(third.head());

        assertThat(log.read(0)).containsExactly(first, second, third);
        assertThat(log.newest()).contains(third);
        assertThatThrownBy(() -> log.append(second.head(), List.of(third))).isInstanceOf(AuditConflictException.class);
        var onNothing = Entries.change(new Head(7, "f".repeat(64)), State.STARTED, "c");
        assertThatThrownBy(() -> log.append(new Head(7, "f".repeat(64)), List.of(onNothing)))
                .isInstanceOf(AuditConflictException.class);
    }

    @Test
    void an_entry_that_cannot_be_read_comes_with_those_before_it() throws SQLException {
        DataSource database = SqlServers.h2();
        AuditLog log = SqlAuditStore.of(database).log(Entries.SERVICE);
        log.create();
        var first = Entries.change(Head.EMPTY, State.STARTED, "a");
        var second = Entries.change(first.head(), State.EXECUTED, "a");
        log.append(Head.EMPTY, List.of(first, second));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE \"flamingock_audit\" SET \"state\" = 'PONDERED' WHERE \"seq\" = 2");
        }

        assertThatThrownBy(() -> log.read(0)).isInstanceOfSatisfying(UnreadableEntryException.class, e -> {
            assertThat(e.before()).containsExactly(first);
            assertThat(e.finding()).contains("entry 2 of the log of 'users'", "PONDERED");
        });
    }

    @ParameterizedTest
    @MethodSource("databases")
    void a_lease_is_held_released_and_taken_over(Supplier<DataSource> databases) throws Exception {
        DataSource dataSource = opened(databases);
        SqlAuditStore store = SqlAuditStore.of(dataSource);
        var me = Entries.holder();
        Lease lease = Entries.acquired(store.tryAcquire("users", me, Duration.ofSeconds(20)));
        assertThat(lease.token()).isEqualTo(1);
        assertThat(Entries.acquired(store.tryAcquire("users", me, Duration.ofSeconds(20)))
                        .token())
                .isEqualTo(1);
        assertThat(store.tryAcquire("users", Entries.holder(), Duration.ofSeconds(20)))
                .isInstanceOfSatisfying(
                        Lease.Attempt.HeldBy.class,
                        held -> assertThat(held.row().isHeld()).isTrue());
        assertThat(lease.renew("change-1")).isTrue();
        assertThat(store.lease("users").orElseThrow().describe()).contains("running 'change-1'");
        assertThat(lease.release()).isTrue();
        assertThat(lease.release()).isFalse();

        Lease shortOne = Entries.acquired(store.tryAcquire("users", Entries.holder(), Duration.ofMillis(50)));
        Thread.sleep(80);
        Lease next = Entries.acquired(store.tryAcquire("users", Entries.holder(), Duration.ofSeconds(20)));

        assertThat(shortOne.takenOverFrom()).isEmpty();
        assertThat(shortOne.renew(null)).isFalse();
        assertThat(next.token()).isEqualTo(3);
        assertThat(next.takenOverFrom().orElseThrow())
                .startsWith("user-app 1.4.0 on host-a pid 4711 (token 2, last renewed 2")
                .endsWith("Z)");
        assertThat(store.release("users", 2)).isFalse();
        assertThat(store.release("users", 3)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void a_holder_that_has_no_name_is_named_by_host_and_process(Supplier<DataSource> databases) throws Exception {
        SqlAuditStore store = SqlAuditStore.of(opened(databases));
        Holder nameless = new Holder("the first", new Runner("", "", "host-a", 4711, "ann"));
        Entries.acquired(store.tryAcquire("users", nameless, Duration.ofMillis(1)));
        Thread.sleep(30);

        Lease next = Entries.acquired(store.tryAcquire("users", Entries.holder(), Duration.ofSeconds(20)));

        assertThat(next.takenOverFrom().orElseThrow()).startsWith("host-a pid 4711 (token 1, last renewed 2");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void effect_and_outcome_commit_as_one(Supplier<DataSource> databases) throws Exception {
        DataSource dataSource = opened(databases);
        AuditLog log = SqlAuditStore.of(dataSource).log(Entries.SERVICE);
        SqlTargetSystem target = SqlTargetSystem.of("users-db", dataSource);
        log.create();
        SqlServers.execute(dataSource, "CREATE TABLE things (id INT)");
        var started = Entries.change(Head.EMPTY, State.STARTED, "a");
        var executed = Entries.change(started.head(), State.EXECUTED, "a");

        try (TargetTransaction transaction = target.begin()) {
            log.append(Head.EMPTY, List.of(started), transaction);
            Connection bound = transaction.bound(Connection.class);
            try (Statement statement = bound.createStatement()) {
                statement.execute("INSERT INTO things VALUES (1)");
            }
            if (!SqlServers.product(dataSource).equals("Apache Derby")) { // its readers wait for writers
                assertThat(log.newest()).isEmpty();
            }
            log.append(started.head(), List.of(executed), transaction);
            transaction.rollback();
        }
        assertThat(log.newest()).isEmpty();
        assertThat(SqlServers.query(dataSource, "SELECT count(*) FROM things")).isEqualTo("0");

        try (TargetTransaction transaction = target.begin()) {
            log.append(Head.EMPTY, List.of(started), transaction);
            try (Connection bound = transaction.bound(Connection.class);
                    Statement statement = bound.createStatement()) {
                statement.execute("INSERT INTO things VALUES (1)");
            }
            log.append(started.head(), List.of(executed), transaction);
            transaction.commit();
        }
        assertThat(log.read(0)).containsExactly(started, executed);
        assertThat(SqlServers.query(dataSource, "SELECT count(*) FROM things")).isEqualTo("1");
    }
}
