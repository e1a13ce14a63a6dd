package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.zaxxer.hikari.HikariDataSource;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.Head;
import io.flamingock.audit.Lease;
import io.flamingock.servers.SqlServer;
import io.flamingock.targets.Marker;
import io.flamingock.targets.TargetTransaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Services that share tables and nothing else: whatever one has open, the others do not wait for it where nobody has
 * waited before. After somebody has, InnoDB may keep one waiting whose rows are next to those that are open.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class OtherServicesTest {

    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration LEASE = Duration.ofSeconds(20);

    /** Whose rows stand before, right behind and after those of the one that is open. */
    private static final String[] OTHERS = {"a", "m!", "z"};

    @ParameterizedTest
    @EnumSource
    void an_open_transaction_with_both_markers_keeps_no_other_service_from_beginning(SqlServer server) {
        try (HikariDataSource pool = SqlServers.pool(SqlServers.at(server.newUrl()), 4)) {
            SqlTargetSystem target = SqlTargetSystem.of("data", pool).lockTimeout(LOCK_TIMEOUT);
            assertThat(target.prepareMarkers()).isEmpty();
            try (TargetTransaction open = target.begin()) {
                Marker mine = new Marker("m", "change", 1, "0".repeat(64));
                open.insertBegin(mine);
                assertThat(open.insertEnd(mine)).isTrue();

                for (String service : OTHERS) {
                    for (int attempt = 1; attempt <= 2; attempt++) {
                        Marker other = new Marker(service, "change", attempt, "1".repeat(64));
                        try (TargetTransaction transaction = target.begin()) {
                            transaction.insertBegin(other);
                            assertThat(transaction.insertEnd(other)).isTrue();
                            transaction.commit();
                        }
                    }
                }
                open.commit();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void all_who_are_blocked_at_the_same_time_find_who_blocks_them(SqlServer server) throws Exception {
        int services = 6;
        ExecutorService threads = Executors.newFixedThreadPool(services);
        try (HikariDataSource pool = SqlServers.pool(SqlServers.at(server.newUrl()), 3 * services)) {
            SqlAuditStore store = SqlAuditStore.of(pool).lockTimeout(Duration.ofMillis(500));
            store.log("m").create();
            for (int round = 1; round <= 3; round++) {
                List<Future<Head>> fences = new ArrayList<>();
                List<TargetTransaction> dead = new ArrayList<>();
                for (int service = 1; service <= services; service++) {
                    AuditLog log = store.log("m" + round + service);
                    TargetTransaction transaction =
                            SqlTargetSystem.of("data", pool).begin();
                    dead.add(transaction);
                    log.append(
                            Head.EMPTY,
                            List.of(Entries.change("m" + round + service, Head.EMPTY, State.STARTED, "a")),
                            transaction);
                    AuditEntry fence = Entries.change("m" + round + service, Head.EMPTY, State.ROLLED_BACK, "a");
                    fences.add(threads.submit(() -> log.occupy(Head.EMPTY, fence)));
                }
                for (Future<Head> fence : fences) {
                    assertThat(fence.get(30, TimeUnit.SECONDS).seq()).isEqualTo(1);
                }
                dead.forEach(TargetTransaction::close);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_open_transaction_with_both_entries_keeps_no_other_service_from_its_log_and_lease(SqlServer server) {
        try (HikariDataSource pool = SqlServers.pool(SqlServers.at(server.newUrl()), 4)) {
            SqlAuditStore store = SqlAuditStore.of(pool).lockTimeout(LOCK_TIMEOUT);
            AuditLog log = store.log("m");
            log.create();
            AuditEntry first = Entries.change("m", Head.EMPTY, State.STARTED, "a");
            AuditEntry second = Entries.change("m", first.head(), State.EXECUTED, "a");
            try (TargetTransaction open = SqlTargetSystem.of("data", pool).begin()) {
                log.append(Head.EMPTY, List.of(first), open);
                log.append(first.head(), List.of(second), open);

                for (String service : OTHERS) {
                    assertThat(store.tryAcquire(service, Entries.holder(), LEASE))
                            .isInstanceOf(Lease.Attempt.Acquired.class);
                    AuditEntry one = Entries.change(service, Head.EMPTY, State.STARTED, "a");
                    assertThatCode(() -> store.log(service).append(Head.EMPTY, List.of(one)))
                            .doesNotThrowAnyException();
                    AuditEntry two = Entries.change(service, one.head(), State.EXECUTED, "a");
                    assertThatCode(() -> store.log(service).append(one.head(), List.of(two)))
                            .doesNotThrowAnyException();
                }
                open.commit();
            }
            assertThat(log.read(0)).containsExactly(first, second);
        }
    }
}
