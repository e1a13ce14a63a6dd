package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.Flamingock;
import io.flamingock.api.RunFailedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A {@code DataSource} that leads to one database on this thread and to another one elsewhere, as the store. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class RoutedStoreTest {

    private final Thread here = Thread.currentThread();
    private final DataSource elsewhere = SqlServers.h2(SqlServers.h2Url());
    private final DataSource routing = new DelegatingDataSource(SqlServers.h2(SqlServers.h2Url())) {
        @Override
        public Connection getConnection() throws SQLException {
            return Thread.currentThread() == here ? super.getConnection() : elsewhere.getConnection();
        }
    };

    @Test
    void nothing_is_run_where_the_lease_cannot_be_renewed_on_another_thread() {
        AtomicInteger bodies = new AtomicInteger();
        Flamingock shop = Flamingock.builder()
                .service("shop")
                .gracePeriod(Duration.ofMillis(200))
                .auditStore(SqlAuditStore.of(routing))
                .targetSystems(SqlTargetSystem.of("library", routing))
                .change(
                        "create-books",
                        change -> change.order("1").execute(Connection.class, connection -> bodies.incrementAndGet()))
                .build();

        assertThatThrownBy(shop::run)
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("renewing the lease of 'shop' failed")
                .hasMessageContaining("not found");

        assertThat(shop.history()).isEmpty();
        assertThat(bodies).hasValue(0);
        assertThat(SqlAuditStore.of(elsewhere).lease("shop")).isEmpty();
    }
}
