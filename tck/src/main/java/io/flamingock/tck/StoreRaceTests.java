package io.flamingock.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.audit.AuditConflictException;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.Head;
import io.flamingock.audit.Lease;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

abstract class StoreRaceTests extends StoreTests {

    private final Race race = new Race();

    @AfterEach
    void stop() {
        race.close();
    }

    @Test
    void all_create_the_log_and_succeed() throws Exception {
        race.all(i -> () -> {
            AuditLog mine = each(i).log(SERVICE);
            mine.create();
            return mine.read(0);
        });

        append(Head.EMPTY, 1);
        assertChained(log, 1);
    }

    @Test
    void one_acquires_the_lease_that_nobody_ever_had() throws Exception {
        List<Lease.Attempt> first = race.all(i -> () -> each(i).tryAcquire(SERVICE, someone(), LONG));
        assertThat(winners(first)).as("where the table was missing").hasSize(1);

        for (int round = 0; round < Race.ROUNDS; round++) {
            String service = "service-" + round;
            List<Lease.Attempt> attempts = race.all(i -> () -> each(i).tryAcquire(service, someone(), LONG));
            assertThat(winners(attempts)).as("where the row was missing").hasSize(1);
        }
    }

    @Test
    void one_acquires_the_lease_that_was_released() throws Exception {
        Lease holder = acquired(store.tryAcquire(SERVICE, someone(), LONG));
        for (int round = 0; round < Race.ROUNDS; round++) {
            holder.release();

            List<Lease> winners = winners(race.all(i -> () -> each(i).tryAcquire(SERVICE, someone(), LONG)));

            assertThat(winners).hasSize(1);
            assertThat(winners.get(0).token()).isEqualTo(holder.token() + 1);
            holder = winners.get(0);
        }
    }

    @Test
    void one_takes_over_the_lease_that_has_expired() throws Exception {
        for (int round = 0; round < Race.ROUNDS; round++) {
            Lease dead = acquired(store.tryAcquire(SERVICE, someone(), Duration.ofMillis(1)));
            place.letPass(Duration.ofMillis(5));

            List<Lease> winners = winners(race.all(i -> () -> each(i).tryAcquire(SERVICE, someone(), LONG)));

            assertThat(winners).hasSize(1);
            assertThat(winners.get(0).token()).isEqualTo(dead.token() + 1);
            assertThat(winners.get(0).takenOverFrom()).isPresent();
            assertThat(dead.renew(null)).isFalse();
            assertThat(winners.get(0).release()).isTrue();
        }
    }

    @Test
    void a_holder_who_wakes_up_and_those_who_take_over_never_hold_it_together() throws Exception {
        for (int round = 0; round < Race.ROUNDS; round++) {
            Lease dead = acquired(store.tryAcquire(SERVICE, someone(), Duration.ofMillis(1)));
            place.letPass(Duration.ofMillis(5));

            List<Optional<Lease>> leases = race.all(i -> () -> i == 0
                    ? Optional.of(dead).filter(lease -> lease.renew(null))
                    : Optional.of(each(i).tryAcquire(SERVICE, someone(), LONG))
                            .flatMap(attempt ->
                                    winners(List.of(attempt)).stream().findFirst()));

            List<Lease> valid = Stream.concat(Stream.of(dead), leases.stream().flatMap(Optional::stream))
                    .distinct()
                    .filter(lease -> lease.renew(null))
                    .toList();
            assertThat(valid).hasSize(1);
            assertThat(valid.get(0).release()).isTrue();
        }
    }

    @Test
    void a_lease_is_renewed_by_several_threads() throws Exception {
        Lease lease = acquired(store.tryAcquire(SERVICE, someone(), LONG));

        assertThat(race.all(i -> () -> lease.renew("change-" + i))).containsOnly(true);
    }

    @Test
    void one_appends_at_a_head() throws Exception {
        log.create();
        Head head = Head.EMPTY;
        for (int round = 1; round <= Race.ROUNDS; round++) {
            Head expected = head;

            List<Optional<Head>> heads = race.all(i -> () -> tryAppend(each(i).log(SERVICE), expected, 3));

            assertThat(heads).filteredOn(Optional::isPresent).hasSize(1);
            head = heads.stream().flatMap(Optional::stream).findFirst().orElseThrow();
            assertThat(log.read(expected.seq()))
                    .hasSize(3)
                    .last()
                    .extracting(AuditEntry::head)
                    .isEqualTo(head);
        }
        assertChained(log, 3 * Race.ROUNDS);
    }

    @Test
    void appends_after_conflicts_leave_no_gap_and_lose_nothing() throws Exception {
        log.create();

        List<Integer> appended = race.all(i -> () -> {
            AuditLog mine = each(i).log(SERVICE);
            Head head = Head.EMPTY;
            int done = 0;
            while (done < Race.ROUNDS / 5) {
                Optional<Head> next = tryAppend(mine, head, 1);
                done += next.isPresent() ? 1 : 0;
                head = next.orElseGet(() -> headOf(mine));
            }
            return done;
        });

        assertChained(log, appended.stream().mapToInt(done -> done).sum());
    }

    private AuditStore each(int racer) {
        return racer % 2 == 0 ? store : other;
    }

    private static List<Lease> winners(List<Lease.Attempt> attempts) {
        return attempts.stream()
                .filter(Lease.Attempt.Acquired.class::isInstance)
                .map(StoreTests::acquired)
                .toList();
    }

    private static Optional<Head> tryAppend(AuditLog log, Head expected, int count) {
        try {
            return Optional.of(log.append(expected, Entries.chain(expected, SERVICE, count)));
        } catch (AuditConflictException e) {
            return Optional.empty();
        }
    }

    private static Head headOf(AuditLog log) {
        List<AuditEntry> entries = log.read(0);
        return entries.isEmpty() ? Head.EMPTY : entries.get(entries.size() - 1).head();
    }
}
