package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.AuditStoreException;
import io.flamingock.audit.Head;
import io.flamingock.audit.Lease;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How often we wait for PostgreSQL to answer, and how long at most. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class AnswersTest {

    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final AuditEntry STARTED = Entries.change(Head.EMPTY, State.STARTED, "a");

    @Test
    void the_fast_path_and_an_append_are_one_round_trip_each() throws Exception {
        DataSource counted = RoundTrips.counting(SqlServers.postgresUrl());
        AuditLog creator = SqlAuditStore.of(counted).log(Entries.SERVICE);
        creator.create();
        try (HikariDataSource pool = SqlServers.pool(counted, 1)) {
            SqlAuditStore store = SqlAuditStore.of(pool);
            AuditLog log = store.log(Entries.SERVICE);
            log.newest();

            long before = RoundTrips.count();
            log.newest();
            assertThat(RoundTrips.count() - before).as("newest").isEqualTo(1);

            before = RoundTrips.count();
            log.append(Head.EMPTY, List.of(STARTED));
            assertThat(RoundTrips.count() - before).as("append").isEqualTo(1);

            Lease lease = ((Lease.Attempt.Acquired) store.tryAcquire(Entries.SERVICE, Entries.holder(), LEASE)).lease();
            before = RoundTrips.count();
            lease.renew("a");
            assertThat(RoundTrips.count() - before).as("renew").isEqualTo(1);
        }
    }

    @Test
    void a_server_that_does_not_answer_is_given_up_after_the_network_timeout() throws Exception {
        DataSource counted = RoundTrips.counting(SqlServers.postgresUrl());
        AuditLog log =
                SqlAuditStore.of(counted).networkTimeout(Duration.ofMillis(300)).log(Entries.SERVICE);
        log.create();
        assertThat(log.newest()).isEmpty();
        RoundTrips.freeze(true);
        try {
            assertThatThrownBy(log::newest)
                    .isInstanceOf(AuditStoreException.class)
                    .hasStackTraceContaining("no answer within 300 ms");
        } finally {
            RoundTrips.freeze(false);
        }
    }

    @Test
    void a_renewal_without_an_answer_is_given_up_within_a_quarter_of_the_lease() throws Exception {
        DataSource counted = RoundTrips.counting(SqlServers.postgresUrl());
        SqlAuditStore store = SqlAuditStore.of(counted);
        Lease.Attempt attempt = store.tryAcquire(Entries.SERVICE, Entries.holder(), Duration.ofSeconds(2));
        Lease lease = ((Lease.Attempt.Acquired) attempt).lease();
        RoundTrips.freeze(true);
        try {
            assertThatThrownBy(() -> lease.renew(null))
                    .isInstanceOf(AuditStoreException.class)
                    .hasStackTraceContaining("no answer within 500 ms");
        } finally {
            RoundTrips.freeze(false);
        }
    }
}
