package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.flamingock.audit.AuditStoreException;
import io.flamingock.audit.Lease;
import io.flamingock.servers.SqlServer;
import io.flamingock.targets.TargetTransaction;
import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers behind a network that is cut: nothing is refused, and nothing is ever answered. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class CutOffTest {

    private static final Duration LEASE = Duration.ofSeconds(12);

    private static final Duration NETWORK_TIMEOUT = Duration.ofSeconds(1);

    /** What a busy machine may add. */
    private static final Duration A_LITTLE = Duration.ofSeconds(2);

    @ParameterizedTest
    @EnumSource
    void a_renewal_gives_up_after_a_quarter_of_the_lease(SqlServer server) throws IOException {
        String url = server.newUrl();
        try (SilentProxy proxy = SilentProxy.before(url);
                HikariDataSource pool = SqlServers.pool(SqlServers.at(proxy.through(url)), 2)) {
            Lease lease = Entries.acquired(SqlAuditStore.of(pool).tryAcquire(Entries.SERVICE, Entries.holder(), LEASE));
            assertThat(lease.renew("a")).isTrue();
            proxy.fallSilent();

            long start = System.nanoTime();
            assertThatThrownBy(() -> lease.renew("a")).isInstanceOf(AuditStoreException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(LEASE.dividedBy(4).plus(A_LITTLE));
            proxy.close(); // or the pool would wait as well
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_transaction_that_has_committed_is_closed_although_the_server_is_gone(SqlServer server) throws IOException {
        String url = server.newUrl();
        try (SilentProxy proxy = SilentProxy.before(url);
                HikariDataSource pool = SqlServers.pool(SqlServers.at(proxy.through(url)), 2)) {
            TargetTransaction transaction = SqlTargetSystem.of("data", pool)
                    .networkTimeout(NETWORK_TIMEOUT)
                    .begin();
            transaction.commit();
            proxy.fallSilent();

            long start = System.nanoTime();
            transaction.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(NETWORK_TIMEOUT.plus(A_LITTLE));
            proxy.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_without_a_transaction_is_closed_although_the_server_is_gone(SqlServer server) throws Exception {
        String url = server.newUrl();
        try (SilentProxy proxy = SilentProxy.before(url);
                HikariDataSource pool = SqlServers.pool(SqlServers.at(proxy.through(url)), 2)) {
            Connection connection = SqlTargetSystem.of("data", pool)
                    .networkTimeout(NETWORK_TIMEOUT)
                    .autoCommitting(Connection.class);
            proxy.fallSilent();

            long start = System.nanoTime();
            connection.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(NETWORK_TIMEOUT.plus(A_LITTLE));
            proxy.close();
        }
    }
}
