package io.flamingock.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.api.BlockedException;
import io.flamingock.targets.Marker;
import io.flamingock.targets.Settlement;
import io.flamingock.targets.TargetTransaction;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class InMemoryTargetSystemTest {

    private static final Marker MARKER = new Marker("users", "add-status", 1, "a".repeat(64));

    private final InMemoryAuditStore database = InMemoryAuditStore.create().withLockTimeout(Duration.ofMillis(100));
    private final InMemoryTargetSystem target = InMemoryTargetSystem.on("data", database);
    private final TargetTransaction transaction = target.begin();
    private final InMemoryRecords bound = transaction.bound(InMemoryRecords.class);

    @BeforeEach
    void prepare() {
        assertThat(target.prepareMarkers()).isEmpty();
    }

    @Test
    void shares_the_domain_of_the_store_it_is_on_and_of_no_other() {
        assertThat(target.transactionDomain()).isEqualTo(database.transactionDomain());
        assertThat(InMemoryTargetSystem.of("alone").transactionDomain()).isNotEqualTo(database.transactionDomain());
    }

    @Test
    void a_transaction_sees_its_own_writes_and_others_see_what_is_committed() {
        target.records().put("kept", 1);
        target.records().put("removed", 1);
        bound.put("added", 2);
        bound.remove("removed");

        assertThat(bound.all()).containsOnlyKeys("kept", "added");
        assertThat(target.records().all()).containsOnlyKeys("kept", "removed");

        transaction.commit();
        assertThat(target.records().all()).containsOnlyKeys("kept", "added");
    }

    @Test
    void what_is_rolled_back_or_closed_leaves_nothing() {
        bound.put("a", 1);
        transaction.rollback();
        try (TargetTransaction second = target.begin()) {
            second.bound(InMemoryRecords.class).put("b", 1);
        }

        assertThat(target.records().all()).isEmpty();
        assertThatThrownBy(() -> bound.put("a", 1)).hasMessageContaining("rolled back");
    }

    @Test
    void a_committed_attempt_is_settled_as_done() {
        transaction.insertBegin(MARKER);
        assertThat(transaction.insertEnd(MARKER)).isTrue();
        transaction.commit();

        assertThat(target.settle(MARKER)).isEqualTo(Settlement.DONE);
        assertThat(target.settle(new Marker("users", "add-status", 1, "b".repeat(64))))
                .isEqualTo(Settlement.FOREIGN);
    }

    @Test
    void an_attempt_that_was_closed_cannot_begin() {
        assertThat(target.settle(MARKER)).isEqualTo(Settlement.UNDONE);
        assertThat(target.settle(MARKER)).isEqualTo(Settlement.UNDONE);

        assertThatThrownBy(() -> transaction.insertBegin(MARKER)).hasMessageContaining("taken");
        assertThatThrownBy(transaction::commit).hasMessageContaining("failed");
    }

    @Test
    void a_commit_behind_our_back_is_settled_as_unknown() {
        transaction.insertBegin(MARKER);
        bound.put("half", 1);
        bound.commitBehindOurBack();
        bound.put("rest", 1);
        transaction.rollback();

        assertThat(target.settle(MARKER)).isEqualTo(Settlement.UNKNOWN);
        assertThat(target.records().all()).containsOnlyKeys("half");
    }

    @Test
    void a_swallowed_deadlock_leaves_no_begin_for_the_end() {
        transaction.insertBegin(MARKER);
        assertThatThrownBy(bound::deadlock)
                .isInstanceOf(InMemoryDeadlockException.class)
                .satisfies(thrown -> assertThat(target.undoneByDatabase(new RuntimeException(thrown)))
                        .isTrue());

        assertThat(transaction.insertEnd(MARKER)).isFalse();
        assertThat(target.undoneByDatabase(new IllegalStateException())).isFalse();
    }

    @Test
    void settling_is_blocked_by_an_open_transaction_or_ends_it() {
        transaction.insertBegin(MARKER);
        assertThatThrownBy(() -> target.settle(MARKER)).isInstanceOf(BlockedException.class);

        database.endingBlockingSessions(true);

        assertThat(target.settle(MARKER)).isEqualTo(Settlement.UNDONE);
        assertThatThrownBy(transaction::commit).hasMessageContaining("was cut off");
    }

    @Test
    void aborting_wakes_a_write_that_waits_and_lets_nothing_commit() throws Exception {
        database.withLockTimeout(Duration.ofSeconds(10));
        target.begin().bound(InMemoryRecords.class).put("holder", 1);
        CompletableFuture<Void> waiting =
                CompletableFuture.runAsync(() -> bound.put("a", 1), task -> new Thread(task).start());

        transaction.abort();

        assertThat(waiting.handle((none, thrown) -> thrown).get(5, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(transaction::commit).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void fakes_are_bound_to_the_transaction_and_other_objects_offered_without() {
        Object client = new Object();
        InMemoryTargetSystem more = target.binding(Names.class, Names::new).offering(client);

        assertThat(more.boundTypes()).containsExactlyInAnyOrder(InMemoryRecords.class, Names.class);
        assertThat(more.unbound())
                .singleElement()
                .satisfies(offered -> assertThat(offered.object()).isSameAs(client));
        try (TargetTransaction open = more.begin()) {
            open.bound(Names.class).add("Ada");
            assertThat(open.bound(Names.class)).isSameAs(open.bound(Names.class));
            open.commit();
        }
        assertThat(more.records().get("Ada")).contains(true);
    }

    @Test
    void markers_need_their_place() {
        try (TargetTransaction unprepared = InMemoryTargetSystem.of("new").begin()) {
            assertThatThrownBy(() -> unprepared.insertBegin(MARKER)).hasMessageContaining("prepareMarkers()");
        }
    }

    private record Names(InMemoryRecords records) {
        void add(String name) {
            records.put(name, true);
        }
    }
}
