package io.flamingock.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.api.BlockedException;
import io.flamingock.api.State;
import io.flamingock.audit.AuditConflictException;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Chain;
import io.flamingock.audit.AuditEntry.Content;
import io.flamingock.audit.AuditEntry.Event;
import io.flamingock.audit.AuditEntry.Kind;
import io.flamingock.audit.AuditEntry.Written;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.AuditStoreException;
import io.flamingock.audit.Head;
import io.flamingock.audit.Holder;
import io.flamingock.audit.Lease;
import io.flamingock.audit.LeaseRow;
import io.flamingock.audit.Runner;
import io.flamingock.audit.StoreRefusedException;
import io.flamingock.targets.TargetTransaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class InMemoryAuditStoreTest {

    private static final Runner RUNNER = new Runner("app", "1.0", "host", 7, "user");
    private static final Duration LENGTH = Duration.ofSeconds(20);

    private final MovedClock clock = new MovedClock();
    private final InMemoryAuditStore store =
            InMemoryAuditStore.create().withClock(clock).withLockTimeout(Duration.ofMillis(100));
    private final InMemoryTargetSystem target = InMemoryTargetSystem.on("data", store);
    private final AuditLog log = store.log("users");

    @Test
    void entries_are_appended_once_at_the_head_that_was_seen() {
        log.create();

        Head head = log.append(Head.EMPTY, List.of(after(Head.EMPTY)));

        assertThat(head.seq()).isEqualTo(1);
        assertThatThrownBy(() -> log.append(Head.EMPTY, List.of(after(Head.EMPTY))))
                .isInstanceOf(AuditConflictException.class);
        assertThat(store.another().entries("users"))
                .extracting(AuditEntry::head)
                .containsExactly(head);
        assertThat(store.entries("orders")).isEmpty();
    }

    @Test
    void an_expected_head_that_is_missing_or_another_is_a_conflict() {
        log.create();
        log.append(Head.EMPTY, List.of(after(Head.EMPTY)));
        Head other = new Head(1, "1".repeat(64));
        Head beyond = new Head(2, "2".repeat(64));

        assertThatThrownBy(() -> log.append(other, List.of(after(other)))).isInstanceOf(AuditConflictException.class);
        assertThatThrownBy(() -> log.append(beyond, List.of(after(beyond)))).isInstanceOf(AuditConflictException.class);
    }

    @Test
    void an_append_before_create_fails_as_it_would_in_a_database() {
        assertThatThrownBy(() -> log.append(Head.EMPTY, List.of(after(Head.EMPTY))))
                .isInstanceOf(AuditStoreException.class)
                .hasMessageContaining("create()");
    }

    @Test
    void reading_touches_nothing() {
        assertThat(log.newest()).isEmpty();
        assertThat(log.read(0)).isEmpty();
        assertThat(store.lease("users")).isEmpty();
        assertThat(store.isUntouched()).isTrue();

        acquired("me");
        assertThat(store.isUntouched()).isFalse();
    }

    @Test
    void an_entry_of_a_newer_format_is_refused_when_it_is_read() {
        log.create();
        AuditEntry newer = ofFormat(2);
        log.append(Head.EMPTY, List.of(newer));

        assertThatThrownBy(() -> log.read(0)).isInstanceOf(StoreRefusedException.class);
    }

    @Test
    void an_append_in_a_transaction_is_seen_when_that_commits() {
        log.create();
        try (TargetTransaction transaction = target.begin()) {
            log.append(Head.EMPTY, List.of(after(Head.EMPTY)), transaction);
            transaction.bound(InMemoryRecords.class).put("name", "Ada");
            assertThat(store.entries("users")).isEmpty();
            assertThat(target.records().all()).isEmpty();

            transaction.commit();
        }
        assertThat(store.entries("users")).hasSize(1);
        assertThat(target.records().get("name")).contains("Ada");
    }

    @Test
    void an_append_waits_for_an_open_transaction_and_gives_up_naming_it() {
        log.create();
        try (TargetTransaction transaction = target.begin()) {
            transaction.bound(InMemoryRecords.class).put("name", "Ada");

            assertThatThrownBy(() -> log.append(Head.EMPTY, List.of(after(Head.EMPTY))))
                    .isInstanceOf(BlockedException.class)
                    .hasMessageMatching("(?s).*in-memory session \\d+ of thread '.*endSession\\(\\d+\\)");
            assertThatThrownBy(() -> log.occupy(Head.EMPTY, after(Head.EMPTY))).isInstanceOf(BlockedException.class);
            assertThat(acquired("me").token()).isEqualTo(1);
        }
        log.append(Head.EMPTY, List.of(after(Head.EMPTY)));
    }

    @Test
    void the_session_that_a_message_names_can_be_ended() {
        log.create();
        try (TargetTransaction transaction = target.begin()) {
            transaction.bound(InMemoryRecords.class).put("name", "Ada");
            long session = ((InMemoryTransaction) transaction).session();

            assertThat(store.endSession(session)).isTrue();
            assertThat(store.endSession(session)).isFalse();
            assertThatThrownBy(transaction::commit).hasMessageContaining("was cut off");
        }
    }

    @Test
    void occupying_ends_the_session_where_that_is_switched_on() {
        store.endingBlockingSessions(true);
        log.create();
        try (TargetTransaction transaction = target.begin()) {
            log.append(Head.EMPTY, List.of(after(Head.EMPTY)), transaction);

            Head mine = log.occupy(Head.EMPTY, after(Head.EMPTY));

            assertThatThrownBy(transaction::commit).isInstanceOf(IllegalStateException.class);
            assertThat(store.entries("users")).extracting(AuditEntry::head).containsExactly(mine);
        }
    }

    @Test
    void a_waiting_append_goes_on_when_the_transaction_ends_and_keeps_the_interrupt() throws Exception {
        store.withLockTimeout(Duration.ofSeconds(10));
        log.create();
        try (TargetTransaction transaction = target.begin()) {
            transaction.bound(InMemoryRecords.class).put("name", "Ada");
            CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(
                    () -> {
                        Thread.currentThread().interrupt();
                        log.append(Head.EMPTY, List.of(after(Head.EMPTY)));
                        return Thread.interrupted();
                    },
                    task -> new Thread(task).start());

            transaction.commit();

            assertThat(waiting.get(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_transaction_of_another_database_cannot_be_joined() {
        log.create();
        try (TargetTransaction foreign = InMemoryTargetSystem.of("elsewhere").begin()) {
            assertThatThrownBy(() -> log.append(Head.EMPTY, List.of(after(Head.EMPTY)), foreign))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_lease_expires_on_the_clock_of_the_store_and_says_from_whom_it_was_taken() {
        Lease first = acquired("first");
        assertThat(first.renew("add-status")).isTrue();
        assertThat(tried("second")).isInstanceOf(Lease.Attempt.HeldBy.class);

        clock.move(LENGTH);
        Lease second = acquired("second");

        assertThat(second.token()).isEqualTo(first.token() + 1);
        assertThat(second.takenOverFrom())
                .hasValueSatisfying(from ->
                        assertThat(from).contains("app 1.0 on host pid 7", "last renewed 2025-01-01T00:00:00Z"));
        assertThat(first.renew(null)).isFalse();
        assertThat(first.release()).isFalse();
        assertThat(second.release()).isTrue();
        assertThat(acquired("third").takenOverFrom()).isEmpty();
    }

    @Test
    void asking_again_with_the_same_owner_gives_the_same_lease() {
        clock.move(LENGTH);
        acquired("dead");
        clock.move(LENGTH);
        Lease first = acquired("me");
        clock.move(LENGTH);

        Lease again = acquired("me");

        assertThat(again.token()).isEqualTo(first.token());
        assertThat(again.takenOverFrom()).isEqualTo(first.takenOverFrom()).isPresent();
    }

    @Test
    void a_lease_row_tells_its_ages_and_what_runs() {
        acquired("me");
        clock.move(Duration.ofSeconds(3));
        acquired("me").renew("add-status");
        clock.move(Duration.ofSeconds(1));

        LeaseRow row = store.lease("users").orElseThrow();

        assertThat(row.isHeld()).isTrue();
        assertThat(row.heldFor()).isEqualTo(Duration.ofSeconds(4));
        assertThat(row.renewedAgo()).isEqualTo(Duration.ofSeconds(1));
        assertThat(row.remaining()).isEqualTo(LENGTH.minusSeconds(1));
        assertThat(row.currentChange()).isEqualTo("add-status");
        assertThat(store.release("users", row.token() + 1)).isFalse();
        assertThat(store.release("users", row.token())).isTrue();
        assertThat(store.release("users", row.token())).isFalse();
    }

    private Lease acquired(String owner) {
        return ((Lease.Attempt.Acquired) tried(owner)).lease();
    }

    private Lease.Attempt tried(String owner) {
        return store.tryAcquire("users", new Holder(owner, RUNNER), LENGTH);
    }

    private static AuditEntry after(Head head) {
        return AuditEntry.after(
                head,
                "users",
                new Content(
                        new Event(Kind.RUN, null, State.COMPLETED, "run", null),
                        null,
                        new Written(Instant.EPOCH, null, RUNNER),
                        null,
                        null,
                        Map.of()));
    }

    private static AuditEntry ofFormat(int format) {
        AuditEntry entry = after(Head.EMPTY);
        return new AuditEntry(
                entry.service(),
                entry.seq(),
                entry.event(),
                null,
                entry.written(),
                null,
                null,
                entry.metadata(),
                new Chain(format, entry.chain().prevHash(), entry.chain().hash()));
    }

    private static final class MovedClock extends Clock {
        private Instant now = Instant.parse("2025-01-01T00:00:00Z");

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
