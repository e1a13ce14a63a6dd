package io.flamingock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.api.ChangeFailedException;
import io.flamingock.api.Issue;
import io.flamingock.api.OpenIssuesException;
import io.flamingock.api.RefusedException;
import io.flamingock.api.Resolution;
import io.flamingock.api.RunReport;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.Head;
import io.flamingock.audit.Holder;
import io.flamingock.audit.Lease;
import io.flamingock.audit.Runner;
import io.flamingock.memory.InMemoryAuditStore;
import io.flamingock.memory.InMemoryRecords;
import io.flamingock.memory.InMemoryTargetSystem;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What an operator may do (protocol §4), each against the in-memory store. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OperatorTest {

    private final InMemoryAuditStore store = InMemoryAuditStore.create();
    private final InMemoryTargetSystem shared = InMemoryTargetSystem.on("shared", store);
    private final InMemoryTargetSystem marked = InMemoryTargetSystem.of("marked");
    private final AtomicInteger plain = new AtomicInteger();
    private boolean fails;

    private FlamingockBuilder builder() {
        return Flamingock.builder()
                .service("shop")
                .auditStore(store)
                .targetSystems(shared, marked)
                .dependency(plain);
    }

    private Flamingock shop() {
        return builder()
                .change(
                        "a",
                        c -> c.order("1")
                                .target("shared")
                                .execute(InMemoryRecords.class, r -> r.put("a", 1))
                                .rollback(InMemoryRecords.class, r -> r.remove("a")))
                .change(
                        "b",
                        c -> c.order("2")
                                .target("marked")
                                .execute(InMemoryRecords.class, r -> r.put("b", 1))
                                .rollback(InMemoryRecords.class, r -> r.remove("b")))
                .change(
                        "c",
                        c -> c.order("3")
                                .target("shared")
                                .execute(AtomicInteger.class, this::count)
                                .rollback(AtomicInteger.class, AtomicInteger::decrementAndGet))
                .build();
    }

    private Flamingock withoutRollback() {
        return builder()
                .change("c", c -> c.order("3").target("shared").execute(AtomicInteger.class, this::count))
                .build();
    }

    private void count(AtomicInteger effects) {
        effects.incrementAndGet();
        if (fails) {
            throw new IllegalStateException("answer lost");
        }
    }

    @Test
    void undo_takes_back_in_reverse_order_and_makes_pending_again() {
        shop().run();

        RunReport report = shop().undoTo("a", "ann", "wrong release");

        assertThat(report.outcomes()).extracting(o -> o.change().id()).containsExactly("c", "b");
        assertThat(report.toString()).contains("pending again");
        assertThat(plain).hasValue(0);
        assertThat(marked.records().get("b")).isEmpty();
        assertThat(shared.records().get("a")).isPresent();
        assertThat(states()).endsWith("c STARTED", "c ROLLED_BACK", "b STARTED", "b ROLLED_BACK");

        assertThat(shop().run().counts().executed()).isEqualTo(2);
        assertThat(shop().undo("a", "ann", "that too").counts().undone()).isEqualTo(1);
        assertThat(shared.records().get("a")).isEmpty();
        assertThat(shop().verify().isValid()).isTrue();
    }

    @Test
    void undo_of_a_change_without_rollback_is_refused_before_anything_runs() {
        withoutRollback().run();
        int entries = store.entries("shop").size();

        assertThatThrownBy(() -> withoutRollback().undo("c", "ann", "why not"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("no @RollbackExecution");

        assertThat(store.entries("shop")).hasSize(entries);
    }

    @Test
    void undone_by_hand_is_recorded_and_pending_again() {
        withoutRollback().run();

        withoutRollback().undoneByHand("c", seqOf("c"), "ann", "deleted in the console");

        assertThat(states()).endsWith("c MARKED_ROLLED_BACK");
        assertThat(withoutRollback().plan().pending()).hasSize(1);
    }

    @Test
    void a_decision_about_an_entry_that_is_not_the_newest_is_refused_and_names_who_was_first() {
        fails = true;
        assertThatThrownBy(() -> withoutRollback().run()).isInstanceOf(ChangeFailedException.class);
        Issue issue = withoutRollback().issues().get(0);
        withoutRollback().resolve("c", issue.seq(), Resolution.EXECUTED, "ann", "it is there");

        assertThatThrownBy(
                        () -> withoutRollback().resolve("c", issue.seq(), Resolution.ROLLED_BACK, "bob", "not there"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("MARKED_EXECUTED")
                .hasMessageContaining("ann");
        assertThat(withoutRollback().run().isNothingToDo()).isTrue();
        assertThat(plain).hasValue(1);
    }

    @Test
    void resolving_what_is_no_issue_is_refused() {
        shop().run();
        long seq = seqOf("a");

        assertThatThrownBy(() -> shop().resolve("a", seq, Resolution.EXECUTED, "ann", "sure"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("no issue")
                .hasMessageContaining("EXECUTED");
        assertThatThrownBy(() -> shop().resolve("a", seq, Resolution.EXECUTED, "ann", " "))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("reason");
        assertThatThrownBy(() -> shop().resolve("nobody", 1, Resolution.EXECUTED, "ann", "sure"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("no entry");
    }

    @Test
    void nothing_is_decided_while_another_holds_the_lease() {
        Holder other = new Holder("other", new Runner("shop", "1", "elsewhere", 7, "root"));
        Lease.Attempt held = store.tryAcquire("shop", other, Duration.ofMinutes(1));

        assertThatThrownBy(() -> shop().baseline("a", "ann", "exists"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("elsewhere pid 7");
        assertThat(held).isInstanceOf(Lease.Attempt.Acquired.class);
        assertThat(store.entries("shop")).isEmpty();
    }

    @Test
    void a_baseline_imports_up_to_a_change_and_leaves_the_rest_pending() {
        shop().baseline("b", "ann", "the database is older than this tool");

        assertThat(states()).containsExactly("a IMPORTED", "b IMPORTED");
        assertThat(shop().run().counts().executed()).isEqualTo(1);
        assertThat(shared.records().get("a")).isEmpty();
    }

    @Test
    void a_baseline_with_an_unfinished_change_is_refused_whole() {
        fails = true;
        assertThatThrownBy(() -> withoutRollback().run()).isInstanceOf(ChangeFailedException.class);
        int entries = store.entries("shop").size();

        assertThatThrownBy(() -> withoutRollback().baseline("c", "ann", "no"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("[c]");
        assertThat(store.entries("shop")).hasSize(entries);
    }

    @Test
    void accept_records_todays_checksum_once() {
        shop().run();
        Flamingock other = builder()
                .change("a", c -> c.order("1").target("shared").execute(InMemoryRecords.class, r -> r.put("a", 1)))
                .build();
        assertThat(other.plan().problems()).extracting(p -> p.code()).contains("H20");

        other.accept("a", seqOf("a"), "ann", "the rollback was dropped on purpose");

        assertThat(other.plan().problems()).extracting(p -> p.code()).doesNotContain("H20");
        assertThatThrownBy(() -> other.accept("a", seqOf("a"), "ann", "again"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("nothing to accept");
    }

    @Test
    void a_forced_release_needs_the_token_and_appends_its_fence_first() {
        Holder dead = new Holder("dead", new Runner("shop", "1", "gone", 7, "root"));
        assertThat(store.tryAcquire("shop", dead, Duration.ofMinutes(1))).isNotNull();

        assertThatThrownBy(() -> shop().releaseLock(99, "ann", "it is dead"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("token 1");
        shop().releaseLock(1, "ann", "it is dead");

        assertThat(states()).containsExactly("FORCE_RELEASED");
        assertThat(shop().lock())
                .hasValueSatisfying(row -> assertThat(row.isHeld()).isFalse());
        assertThat(shop().run().counts().executed()).isEqualTo(3);
    }

    @Test
    void an_open_issue_stops_every_stage() {
        fails = true;
        assertThatThrownBy(() -> withoutRollback().run()).isInstanceOf(ChangeFailedException.class);

        Flamingock more = builder()
                .change("c", c -> c.order("3").target("shared").execute(AtomicInteger.class, this::count))
                .stage("later")
                .change("z", c -> c.order("1").target("shared").execute(InMemoryRecords.class, r -> r.put("z", 1)))
                .build();

        assertThatThrownBy(more::run).isInstanceOfSatisfying(OpenIssuesException.class, e -> {
            assertThat(e.issues()).hasSize(1);
            assertThat(e.report().counts().total()).isEqualTo(2);
            assertThat(e.report().counts().notReached()).isEqualTo(1);
        });
        assertThat(shared.records().get("z")).isEmpty();
    }

    @Test
    void verify_finds_a_head_that_is_not_there() {
        shop().run();
        String head = shop().verify().head();

        assertThat(shop().verify(Head.parse(head)).isValid()).isTrue();
        assertThat(shop().verify(new Head(99, "0".repeat(64))).problem()).contains("cut off");
    }

    private long seqOf(String changeId) {
        return store.entries("shop").stream()
                .filter(e -> e.subject() != null && e.subject().changeId().equals(changeId))
                .mapToLong(AuditEntry::seq)
                .max()
                .orElseThrow();
    }

    private List<String> states() {
        return store.entries("shop").stream()
                .map(e -> {
                    State state = e.event().state();
                    return e.subject() == null ? state.name() : e.subject().changeId() + " " + state;
                })
                .toList();
    }
}
