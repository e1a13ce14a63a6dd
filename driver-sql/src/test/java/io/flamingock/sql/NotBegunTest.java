package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.Flamingock;
import io.flamingock.api.ChangeDefinition;
import io.flamingock.api.ChangeFailedException;
import io.flamingock.api.Mode;
import io.flamingock.api.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Changes of mode NONE whose database gives no connection when their body is to begin: nothing is left to decide. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class NotBegunTest {

    private final DataSource store = SqlServers.h2(SqlServers.h2Url());
    private final AtomicBoolean refuses = new AtomicBoolean(true);
    private final AtomicInteger bodies = new AtomicInteger();
    private final AtomicInteger rollbacks = new AtomicInteger();
    private final DataSource target = new DelegatingDataSource(SqlServers.h2(SqlServers.h2Url())) {
        @Override
        public Connection getConnection() throws SQLException {
            if (refuses.get()) {
                throw new SQLException("too many connections", "08004");
            }
            return super.getConnection();
        }
    };

    @Test
    void of_a_body_outside_of_a_transaction() {
        assertNotBegun(change -> change.transactional(false)
                .execute(Connection.class, connection -> bodies.incrementAndGet())
                .rollback(Connection.class, connection -> rollbacks.incrementAndGet()));
    }

    @Test
    void of_a_body_that_may_write_outside_of_its_transaction() {
        assertNotBegun(change -> change.execute(
                        Connection.class, DataSource.class, (connection, dataSource) -> bodies.incrementAndGet())
                .rollback(DataSource.class, dataSource -> rollbacks.incrementAndGet()));
    }

    private void assertNotBegun(Consumer<ChangeDefinition> body) {
        Flamingock flamingock = Flamingock.builder()
                .service("shop")
                .connectTimeout(Duration.ofMillis(100))
                .auditStore(SqlAuditStore.of(store))
                .targetSystems(SqlTargetSystem.of("library", target))
                .change("create-books", change -> body.accept(change.order("1")))
                .build();

        assertThatThrownBy(flamingock::run)
                .isInstanceOf(ChangeFailedException.class)
                .hasMessageContaining("too many connections")
                .hasMessageContaining("Correct the cause and start again");

        assertThat(flamingock.issues()).isEmpty();
        assertThat(flamingock.history())
                .extracting(entry -> entry.event().state())
                .containsExactly(State.STARTED, State.ROLLED_BACK);
        assertThat(flamingock.history().get(1).subject().mode()).isEqualTo(Mode.NONE);
        assertThat(bodies).hasValue(0);
        assertThat(rollbacks).hasValue(0);

        refuses.set(false);
        assertThat(flamingock.run().counts().executed()).isEqualTo(1);
        assertThat(bodies).hasValue(1);
    }
}
