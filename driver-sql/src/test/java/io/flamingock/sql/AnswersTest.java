package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.AuditStoreException;
import io.flamingock.audit.Head;
import io.flamingock.audit.Lease;
import io.flamingock.sql.proof.WireTap;
import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How often we wait for PostgreSQL to answer, and how long at most; of renewals see {@link CutOffTest}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class AnswersTest {

    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final Duration NETWORK_TIMEOUT = Duration.ofMillis(300);
    private static final AuditEntry STARTED = Entries.change(Head.EMPTY, State.STARTED, "a");

    private final String url = SqlServers.postgresUrl();

    @Test
    void the_fast_path_and_an_append_are_one_round_trip_each() throws IOException {
        SqlAuditStore.of(SqlServers.postgres(url)).log(Entries.SERVICE).create();
        try (WireTap tap = WireTap.before(url);
                HikariDataSource pool = SqlServers.pool(SqlServers.postgres(tap.through(url)), 1)) {
            SqlAuditStore store = SqlAuditStore.of(pool);
            AuditLog log = store.log(Entries.SERVICE);
            log.newest();

            tap.sinceLast();
            log.newest();
            assertThat(tap.sinceLast().roundTrips()).as("newest").isEqualTo(1);

            log.append(Head.EMPTY, List.of(STARTED));
            assertThat(tap.sinceLast().roundTrips()).as("append").isEqualTo(1);

            Lease lease = Entries.acquired(store.tryAcquire(Entries.SERVICE, Entries.holder(), LEASE));
            tap.sinceLast();
            lease.renew("a");
            assertThat(tap.sinceLast().roundTrips()).as("renew").isEqualTo(1);
        }
    }

    /** Zero milliseconds would be no limit. */
    @Test
    void a_renewal_of_a_lease_of_a_few_milliseconds_waits_for_a_lock_for_a_moment_only() throws Exception {
        DataSource database = SqlServers.postgres(url);
        Lease lease = Entries.acquired(
                SqlAuditStore.of(database).tryAcquire(Entries.SERVICE, Entries.holder(), Duration.ofMillis(3)));
        try (Connection other = database.getConnection()) {
            other.setAutoCommit(false);
            Statements.execute(other, "SELECT * FROM flamingock_lock FOR UPDATE");

            CompletableFuture<Throwable> renewal = CompletableFuture.supplyAsync(
                    () -> catchThrowable(() -> lease.renew("a")), task -> new Thread(task).start());

            assertThat(renewal.get(20, TimeUnit.SECONDS)).isInstanceOf(AuditStoreException.class);
        }
    }

    @Test
    void a_server_that_does_not_answer_is_given_up_after_the_network_timeout() throws IOException {
        try (SilentProxy proxy = SilentProxy.before(url);
                HikariDataSource pool = SqlServers.pool(SqlServers.postgres(proxy.through(url)), 1)) {
            AuditLog log =
                    SqlAuditStore.of(pool).networkTimeout(NETWORK_TIMEOUT).log(Entries.SERVICE);
            log.create();
            assertThat(log.newest()).isEmpty();
            proxy.fallSilent();

            long start = System.nanoTime();
            assertThatThrownBy(log::newest).isInstanceOf(AuditStoreException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(NETWORK_TIMEOUT, NETWORK_TIMEOUT.plusSeconds(4));
        }
    }
}
