package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.flamingock.api.State;
import io.flamingock.audit.AuditConflictException;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.Head;
import io.flamingock.audit.Lease;
import io.flamingock.audit.StoreRefusedException;
import io.flamingock.servers.SqlServer;
import io.flamingock.targets.Marker;
import io.flamingock.targets.Settlement;
import io.flamingock.targets.TargetTransaction;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** MariaDB and MySQL with whatever servers, sessions and drivers are set to. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Isolated("changes a setting of the whole server")
@Timeout(120)
class MySqlSettingsTest {

    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final AuditEntry STARTED = Entries.change(Head.EMPTY, State.STARTED, "a");

    @OnMariaDbAndMySql
    void in_a_session_that_is_not_strict_what_does_not_fit_is_refused_and_not_cut(SqlServer server) {
        DataSource database =
                SqlServers.at(server.newUrl() + "&sessionVariables=sql_mode=''&jdbcCompliantTruncation=false");
        SqlAuditStore store = SqlAuditStore.of(database);
        AuditLog log = store.log(Entries.SERVICE);
        log.create();
        SqlServers.execute(database, "ALTER TABLE flamingock_audit MODIFY author VARCHAR(2)");

        assertThatThrownBy(() -> log.append(Head.EMPTY, List.of(STARTED))).isInstanceOf(RuntimeException.class);
        assertThat(SqlServers.query(database, "SELECT count(*) FROM flamingock_audit"))
                .isEqualTo("0");
    }

    @OnMariaDbAndMySql
    void every_character_survives_whatever_the_database_and_the_session_are_set_to(SqlServer server) {
        String url = server.newUrl();
        SqlServers.execute(SqlServers.at(url), "ALTER DATABASE CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci");
        for (String mode : List.of("", "ANSI_QUOTES", "NO_BACKSLASH_ESCAPES", "ANSI")) {
            String service = "caf\u00e9 \ud83d\ude00 \\ ' \" ` " + mode + "!";
            String session = "sessionVariables=sql_mode='" + mode + "',time_zone='-09:00'";
            try (HikariDataSource pool = SqlServers.pool(SqlServers.at(url + "&" + session), 2, false)) {
                assertThat(SqlServers.query(pool, "SELECT @@time_zone")).isEqualTo("-09:00");
                SqlAuditStore store = SqlAuditStore.of(pool);
                Lease lease = acquire(store, service);
                AuditLog log = store.log(service);
                log.create();
                AuditEntry entry = Entries.change(service, Head.EMPTY, State.STARTED, "\ud83d\ude00 \\");
                log.append(Head.EMPTY, List.of(entry));
                assertThat(log.read(0)).containsExactly(entry);
                assertThat(lease.renew("\\ \ud83d\ude00'")).isTrue();
                assertThat(store.lease(service).orElseThrow().currentChange()).isEqualTo("\\ \ud83d\ude00'");
                assertThat(store.lease(service).orElseThrow().heldFor()).isLessThan(Duration.ofMinutes(1));
                markersSurvive(pool, service, "\ud83d\ude00 \\");
            }
        }
    }

    private static void markersSurvive(DataSource database, String service, String changeId) {
        SqlTargetSystem target = SqlTargetSystem.of("data", database);
        assertThat(target.prepareMarkers()).isEmpty();
        Marker done = new Marker(service, changeId, 1, "0".repeat(64));
        try (TargetTransaction transaction = target.begin()) {
            transaction.insertBegin(done);
            assertThat(transaction.insertEnd(done)).isTrue();
            transaction.commit();
        }
        assertThat(target.settle(done)).isEqualTo(Settlement.DONE);
        assertThat(target.settle(new Marker(service, changeId, 2, "1".repeat(64))))
                .isEqualTo(Settlement.UNDONE);
    }

    @OnMariaDbAndMySql
    void keys_are_told_apart_to_the_byte_and_as_long_as_they_may_be(SqlServer server) {
        DataSource database = SqlServers.at(server.newUrl());
        SqlAuditStore store = SqlAuditStore.of(database);
        for (String service : List.of("users", "USERS", "\u00fcsers", "u\u0308sers", "\ud83d\ude00".repeat(127))) {
            acquire(store, service);
            store.log(service).create();
            AuditEntry entry = Entries.change(service, Head.EMPTY, State.STARTED, "a");
            assertThat(store.log(service).append(Head.EMPTY, List.of(entry))).isEqualTo(entry.head());
            assertThat(store.log(service).read(0)).containsExactly(entry);
        }
    }

    @Test
    void MariaDB_tells_a_last_space_apart_and_MySQL_refuses_it() {
        SqlAuditStore onMariaDb = SqlAuditStore.of(SqlServers.mariaDb());
        acquire(onMariaDb, "users");
        acquire(onMariaDb, "users ");

        SqlAuditStore onMySql = SqlAuditStore.of(SqlServers.mySql());
        acquire(onMySql, "users");
        assertThatThrownBy(() -> onMySql.tryAcquire("users ", Entries.holder(), LEASE))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("'users '");
        assertThatThrownBy(() -> onMySql.log("users ").newest()).isInstanceOf(StoreRefusedException.class);
    }

    /** In both drivers rows that were found and not changed can be left out of the count. */
    @OnMariaDbAndMySql
    void a_renewal_counts_also_within_the_same_millisecond(SqlServer server) {
        DataSource database = SqlServers.at(
                server.newUrl() + "&useAffectedRows=true&rewriteBatchedStatements=true&allowMultiQueries=true");
        try (HikariDataSource pool = SqlServers.pool(database, 2)) {
            SqlAuditStore store = SqlAuditStore.of(pool);
            Lease lease = acquire(store, "users");
            for (int i = 0; i < 50; i++) {
                assertThat(lease.renew("a")).isTrue();
            }
            assertThat(lease.release()).isTrue();
            assertThat(lease.renew("a")).isFalse();
        }
    }

    @OnMariaDbAndMySql
    void statements_that_the_server_prepares_work_too(SqlServer server) {
        DataSource database = SqlServers.at(server.newUrl() + "&useServerPrepStmts=true&cachePrepStmts=true");
        try (HikariDataSource pool = SqlServers.pool(database, 2)) {
            SqlAuditStore store = SqlAuditStore.of(pool);
            Lease lease = acquire(store, Entries.SERVICE);
            AuditLog log = store.log(Entries.SERVICE);
            log.create();
            AuditEntry second = Entries.change(STARTED.head(), State.EXECUTED, "a");

            log.append(Head.EMPTY, List.of(STARTED));
            log.append(STARTED.head(), List.of(second));

            assertThat(log.read(0)).containsExactly(STARTED, second);
            assertThatThrownBy(() -> log.append(STARTED.head(), List.of(second)))
                    .isInstanceOf(AuditConflictException.class);
            assertThat(lease.renew("a")).isTrue();
        }
    }

    @Test
    void the_driver_of_the_one_works_on_the_other() {
        String mariaDb = SqlServer.MARIADB.newUrl().replace("jdbc:mariadb:", "jdbc:mysql:");
        String mySql = SqlServer.MYSQL.newUrl() + "&permitMysqlScheme";
        for (DataSource database :
                List.of(SqlServers.mySql(mariaDb + "&sslMode=DISABLED"), SqlServers.mariaDb(mySql))) {
            SqlAuditStore store = SqlAuditStore.of(database);
            Lease lease = acquire(store, Entries.SERVICE);
            AuditLog log = store.log(Entries.SERVICE);
            log.create();
            log.append(Head.EMPTY, List.of(STARTED));

            assertThat(log.read(0)).containsExactly(STARTED);
            assertThat(lease.renew("a")).isTrue();
        }
    }

    /** A pool whose connections do not commit by themselves would read from the snapshot of its first reading. */
    @OnMariaDbAndMySql
    void a_log_is_never_read_from_an_old_snapshot(SqlServer server) {
        DataSource database = SqlServers.at(server.newUrl());
        try (HikariDataSource pool = SqlServers.pool(database, 1, false)) {
            AuditLog reader = SqlAuditStore.of(pool).log(Entries.SERVICE);
            AuditLog writer = SqlAuditStore.of(database).log(Entries.SERVICE);
            writer.create();
            assertThat(reader.newest()).isEmpty();
            writer.append(Head.EMPTY, List.of(STARTED));
            assertThat(reader.newest()).contains(STARTED);
            assertThat(reader.read(0)).containsExactly(STARTED);
        }
    }

    /** More than a packet has, which may be one megabyte; a statement has a part of them. */
    @OnMariaDbAndMySql
    void many_entries_fit_into_the_smallest_packets_in_use(SqlServer server) {
        String url = server.newUrl();
        DataSource database = SqlServers.at(url);
        String before = SqlServers.query(database, "SELECT @@GLOBAL.max_allowed_packet");
        SqlServers.execute(database, "SET GLOBAL max_allowed_packet = 1048576");
        try {
            AuditLog log = SqlAuditStore.of(SqlServers.at(url)).log(Entries.SERVICE);
            log.create();
            List<AuditEntry> entries = Entries.bulky(30);
            log.append(Head.EMPTY, entries);
            assertThat(log.read(0)).containsExactlyElementsOf(entries);
        } finally {
            SqlServers.execute(database, "SET GLOBAL max_allowed_packet = " + before);
        }
    }

    private static Lease acquire(SqlAuditStore store, String service) {
        return Entries.acquired(store.tryAcquire(service, Entries.holder(), LEASE));
    }
}
