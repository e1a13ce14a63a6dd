package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.Flamingock;
import io.flamingock.api.ChangeStatus;
import io.flamingock.api.ChangeStatus.Next;
import io.flamingock.api.Issue;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.Head;
import io.flamingock.audit.Lease;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What somebody sees who only looks: with fewer rights than a run needs, and while somebody holds the lease. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class LooksTest {

    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofMinutes(1);

    static List<Engine> withUsers() {
        return BadInputUsers.ENGINES;
    }

    @ParameterizedTest
    @MethodSource("withUsers")
    void who_may_read_the_log_alone_sees_what_is_open(Engine engine) throws Exception {
        DataSource owner = engine.empty();
        SqlAuditStore store = SqlAuditStore.of(owner);
        Entries.acquired(store.tryAcquire(Entries.SERVICE, Entries.holder(), LONG));
        write(store, Entries.change(Head.EMPTY, State.FAILED, "a"));
        String user = BadInputUsers.readerOfLog(engine, owner);
        Flamingock looks = looks(BadInputUsers.as(owner, user, BadInputUsers.PASSWORD));

        assertThat(looks.issues()).extracting(Issue::changeId).containsExactly("a");
        assertThat(looks.status()).extracting(ChangeStatus::next).containsExactly(Next.DECIDE);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void what_a_process_has_left_is_open_when_one_of_the_same_host_and_number_takes_over(Engine engine) {
        DataSource database = engine.empty();
        SqlAuditStore store = SqlAuditStore.of(database);
        Lease dead = Entries.acquired(store.tryAcquire(Entries.SERVICE, Entries.holder(), LONG));
        AuditEntry started = Entries.change(Head.EMPTY, State.STARTED, "a");
        write(store, started);
        assertThat(looks(database).issues()).isEmpty(); // it is running

        dead.release();
        Entries.acquired(store.tryAcquire(Entries.SERVICE, Entries.holder(), MOMENT));
        Lease next = takenOver(store);
        assertThat(next.takenOverFrom()).isPresent();

        assertThat(looks(database).issues()).extracting(Issue::changeId).containsExactly("a");

        next.renew("a");
        assertThat(looks(database).issues()).isEmpty();
    }

    private static Lease takenOver(SqlAuditStore store) {
        while (true) {
            if (store.tryAcquire(Entries.SERVICE, Entries.holder(), LONG) instanceof Lease.Attempt.Acquired acquired) {
                return acquired.lease();
            }
        }
    }

    private static void write(SqlAuditStore store, AuditEntry entry) {
        store.log(Entries.SERVICE).create();
        store.log(Entries.SERVICE).append(Head.EMPTY, List.of(entry));
    }

    private static Flamingock looks(DataSource database) {
        return Flamingock.builder()
                .service(Entries.SERVICE)
                .auditStore(SqlAuditStore.of(database))
                .build();
    }
}
