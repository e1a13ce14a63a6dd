package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import io.flamingock.api.BlockedException;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.AuditStoreException;
import io.flamingock.audit.Head;
import io.flamingock.audit.Lease;
import io.flamingock.targets.Marker;
import io.flamingock.targets.Settlement;
import io.flamingock.targets.TargetTransaction;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.tools.Server;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who waits for whom, and how many connections that takes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class SessionsTest {

    private static final Duration LOCK_TIMEOUT = Duration.ofMillis(200);
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final AuditEntry STARTED = Entries.change(Head.EMPTY, State.STARTED, "a");
    private static final AuditEntry FENCE = Entries.change(Head.EMPTY, State.ROLLED_BACK, "a");

    static Stream<Named<DataSource>> databases() {
        return Stream.of(Named.of("H2", SqlServers.h2()), Named.of("PostgreSQL", SqlServers.postgres()));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void who_is_blocked_is_told_the_statement_that_ends_the_session(DataSource dataSource) {
        SqlAuditStore store = SqlAuditStore.of(dataSource).lockTimeout(LOCK_TIMEOUT);
        AuditLog log = store.log(Entries.SERVICE);
        log.create();
        try (TargetTransaction dead = SqlTargetSystem.of("data", dataSource).begin()) {
            log.append(Head.EMPTY, List.of(STARTED), dead);

            Throwable blocked = catchThrowable(() -> log.append(Head.EMPTY, List.of(FENCE)));

            assertThat(blocked).isInstanceOf(BlockedException.class).hasMessageContaining("nothing was written");
            Matcher remedy =
                    Pattern.compile("end it with: ([A-Z]+ .*?\\(\\d+\\))").matcher(blocked.getMessage());
            assertThat(remedy.find()).as(blocked.getMessage()).isTrue();
            SqlServers.execute(dataSource, remedy.group(1));

            assertThat(log.append(Head.EMPTY, List.of(FENCE))).isEqualTo(FENCE.head());
            assertThatThrownBy(dead::commit).isInstanceOf(RuntimeException.class);
        }
        assertThat(log.read(0)).containsExactly(FENCE);
    }

    @Test
    void two_connections_are_enough_to_end_who_blocks() {
        DataSource postgres = SqlServers.postgres();
        AuditLog dead = SqlAuditStore.of(postgres).log(Entries.SERVICE);
        dead.create();
        SqlTargetSystem target = SqlTargetSystem.of("data", postgres);
        assertThat(target.prepareMarkers()).isEmpty();
        Marker marker = new Marker(Entries.SERVICE, "a", 1, STARTED.chain().hash());
        try (HikariDataSource pool = SqlServers.pool(postgres, 2, false);
                TargetTransaction first = target.begin();
                TargetTransaction second = target.begin()) {
            dead.append(Head.EMPTY, List.of(STARTED), first);
            second.insertBegin(marker);
            SqlAuditStore store = SqlAuditStore.of(pool).lockTimeout(LOCK_TIMEOUT);

            assertThat(store.log(Entries.SERVICE).occupy(Head.EMPTY, FENCE)).isEqualTo(FENCE.head());
            assertThat(SqlTargetSystem.of("data", pool)
                            .lockTimeout(LOCK_TIMEOUT)
                            .settle(marker))
                    .isEqualTo(Settlement.UNDONE);

            assertThatThrownBy(first::commit).isInstanceOf(RuntimeException.class);
            assertThatThrownBy(second::commit).isInstanceOf(RuntimeException.class);
            assertThat(SqlServers.query(pool, "SELECT current_setting('lock_timeout')"))
                    .isEqualTo("0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void one_connection_is_enough_without_a_second_thread_and_says_so_otherwise(Engine engine) {
        DataSource dataSource = engine.empty();
        try (HikariDataSource pool = SqlServers.pool(dataSource, 1, false)) {
            SqlAuditStore store = SqlAuditStore.of(pool);
            Lease lease = Entries.acquired(store.tryAcquire(Entries.SERVICE, Entries.holder(), LEASE));
            AuditLog log = store.log(Entries.SERVICE);
            log.create();
            try (TargetTransaction transaction =
                    SqlTargetSystem.of("data", pool).begin()) {
                log.append(Head.EMPTY, List.of(STARTED), transaction);

                long start = System.nanoTime();
                assertThatThrownBy(() -> lease.renew("a"))
                        .isInstanceOf(AuditStoreException.class)
                        .hasMessageContaining("[S31]")
                        .hasMessageContaining("needs two");
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(6));

                transaction.commit();
            }
            assertThat(lease.renew(null)).isTrue();
            assertThat(log.read(0)).containsExactly(STARTED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_pool_without_auto_commit_gets_its_connections_back_that_way(Engine engine) throws SQLException {
        DataSource dataSource = engine.empty();
        try (HikariDataSource pool = SqlServers.pool(dataSource, 1, false)) {
            AuditLog log = SqlAuditStore.of(pool).log("orders");
            log.create();
            AuditEntry entry = Entries.change(Head.EMPTY, State.STARTED, "a");
            log.append(Head.EMPTY, List.of(entry));

            assertThat(SqlAuditStore.of(dataSource).log(Entries.SERVICE).read(0))
                    .contains(entry);
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.getAutoCommit()).isFalse();
                if (engine != Engine.DERBY) { // it has none
                    assertThat(connection.getNetworkTimeout()).isZero();
                }
            }
        }
    }

    @Test
    void a_renewal_for_which_no_connection_comes_is_given_up_within_a_quarter_of_the_lease() throws Exception {
        try (HikariDataSource pool = SqlServers.pool(SqlServers.h2(), 1)) {
            pool.setConnectionTimeout(10_000);
            Lease lease = Entries.acquired(
                    SqlAuditStore.of(pool).tryAcquire(Entries.SERVICE, Entries.holder(), Duration.ofSeconds(6)));
            try (Connection usedByTheApplication = pool.getConnection()) {
                long start = System.nanoTime();
                assertThatThrownBy(() -> lease.renew(null))
                        .isInstanceOf(AuditStoreException.class)
                        .hasMessageContaining("no connection came within 1500 ms");
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            }
            assertThat(lease.renew(null)).isTrue();
        }
    }

    @Test
    void whatever_a_DataSource_throws_means_that_the_store_does_not_answer() {
        DataSource h2 = SqlServers.h2();
        AtomicBoolean broken = new AtomicBoolean();
        DataSource dataSource = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, args) -> {
                    if (method.getName().equals("getConnection") && broken.get()) {
                        throw new IllegalStateException("cannot determine the target DataSource");
                    }
                    return method.invoke(h2, args);
                });
        AuditLog log = SqlAuditStore.of(dataSource).log(Entries.SERVICE);
        log.create();
        broken.set(true);

        assertThatThrownBy(() -> log.append(Head.EMPTY, List.of(STARTED)))
                .isInstanceOf(AuditStoreException.class)
                .hasMessageContaining("cannot determine the target");
    }

    @Test
    void H2_works_in_a_file_and_on_a_server(@TempDir Path folder) throws Exception {
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toString())
                .start();
        try {
            for (String url : List.of(
                    "jdbc:h2:file:" + folder.resolve("embedded"),
                    "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/./remote")) {
                try (HikariDataSource pool = SqlServers.pool(SqlServers.h2(url), 2)) {
                    SqlAuditStore store = SqlAuditStore.of(pool).lockTimeout(LOCK_TIMEOUT);
                    AuditLog log = store.log(Entries.SERVICE);
                    log.create();
                    try (TargetTransaction transaction =
                            SqlTargetSystem.of("data", pool).begin()) {
                        log.append(Head.EMPTY, List.of(STARTED), transaction);
                        transaction.commit();
                    }
                    assertThat(log.newest()).contains(STARTED);
                    assertThat(store.tryAcquire(Entries.SERVICE, Entries.holder(), LEASE))
                            .isInstanceOf(Lease.Attempt.Acquired.class);
                }
            }
        } finally {
            server.stop();
        }
    }
}
