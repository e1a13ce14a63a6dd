package io.flamingock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.api.Change;
import io.flamingock.api.ChangeFailedException;
import io.flamingock.api.ChangeStatus;
import io.flamingock.api.ChangeStatus.Next;
import io.flamingock.api.Operation;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.api.RefusedException;
import io.flamingock.api.Resolution;
import io.flamingock.api.State;
import io.flamingock.api.ToBeUndone;
import io.flamingock.audit.Holder;
import io.flamingock.audit.Runner;
import io.flamingock.memory.InMemoryAuditStore;
import io.flamingock.targets.NonTransactionalTargetSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** How each change stands: with the code beside the log, and by the log alone. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StatusTest {

    private final InMemoryAuditStore store = InMemoryAuditStore.create();
    private RecoveryStrategy strategy = RecoveryStrategy.MANUAL_INTERVENTION;

    private FlamingockBuilder builder() {
        return Flamingock.builder()
                .service("shop")
                .auditStore(store)
                .targetSystems(NonTransactionalTargetSystem.of("plain"));
    }

    private Flamingock shop() {
        return builder()
                .change("a", c -> c.order("1").execute(() -> {}).rollback(() -> {}))
                .change(
                        "b",
                        c -> c.order("2").recovery(strategy).execute(() -> {
                            throw new IllegalStateException("no");
                        }))
                .change("c", c -> c.order("3").execute(() -> {}))
                .build();
    }

    private void fail() {
        assertThatThrownBy(() -> shop().run()).isInstanceOf(ChangeFailedException.class);
    }

    @Test
    void with_the_code_every_change_says_what_the_next_run_does_about_it() {
        fail();

        assertThat(shop().status())
                .extracting(ChangeStatus::changeId, ChangeStatus::next)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", Next.NOTHING),
                        org.assertj.core.groups.Tuple.tuple("b", Next.DECIDE),
                        org.assertj.core.groups.Tuple.tuple("c", Next.RUN));
        assertThat(shop().status().get(2).last()).as("nothing in the log yet").isNull();
    }

    @Test
    void the_log_alone_tells_the_same_about_what_is_in_it() {
        fail();

        assertThat(builder().build().status()).hasSize(2).last().satisfies(b -> {
            assertThat(b.changeId()).isEqualTo("b");
            assertThat(b.next()).isEqualTo(Next.DECIDE);
            assertThat(b.why()).isEqualTo("failed, and its effect may be there in part");
            assertThat(b.last()).satisfies(last -> {
                assertThat(last.state()).isEqualTo(State.FAILED);
                assertThat(last.operation()).isEqualTo(Operation.APPLY);
                assertThat(last.seq()).isEqualTo(4);
                assertThat(last.operator()).isNull();
            });
        });
        assertThat(builder().build().issues())
                .singleElement()
                .satisfies(issue -> assertThat(issue.why()).isEqualTo("failed, and its effect may be there in part"));
    }

    @Test
    void by_the_log_alone_a_retried_change_is_said_to_be_one() {
        strategy = RecoveryStrategy.ALWAYS_RETRY;
        fail();

        assertThat(builder().build().status().get(1).why()).contains("declared ALWAYS_RETRY");
        assertThat(shop().status().get(1).next()).isEqualTo(Next.RUN);
    }

    @Test
    void what_was_undone_runs_again_unless_it_has_left_the_code() {
        fail();
        Object unused = shop().undo("a", "nora", "not needed");

        assertThat(builder().build().status().get(0)).satisfies(a -> {
            assertThat(a.next()).isEqualTo(Next.RUN);
            assertThat(a.why()).contains("unless it has left the code");
            assertThat(a.last().operation()).isEqualTo(Operation.UNDO);
        });
    }

    @Test
    void who_has_decided_is_named() {
        fail();
        builder().build().resolve("b", 4, Resolution.EXECUTED, "nora", "seen");

        assertThat(shop().status().get(1).last().operator()).isEqualTo("nora");
        assertThat(shop().status().get(1).next()).isEqualTo(Next.NOTHING);
    }

    @Test
    void a_change_that_another_version_has_applied_is_its_own_affair() {
        fail();
        Flamingock older =
                builder().change("a", c -> c.order("1").execute(() -> {})).build();

        assertThat(older.status()).last().satisfies(b -> {
            assertThat(b.next()).isEqualTo(Next.DECIDE);
            assertThat(b.why()).isEqualTo("it is unfinished, and unknown to this version of the code");
        });
    }

    @Test
    void a_refusal_tells_whether_the_lease_was_the_reason() {
        fail();
        Flamingock log = builder().build();
        assertThatThrownBy(() -> log.resolve("b", 3, Resolution.EXECUTED, "nora", "seen"))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.isLeaseHeld()).isFalse());
        Object unused =
                store.tryAcquire("shop", new Holder("other", new Runner("", "", "h", 1, "u")), Duration.ofMinutes(1));

        assertThatThrownBy(() -> log.resolve("b", 4, Resolution.EXECUTED, "nora", "seen"))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.isLeaseHeld()).isTrue());
    }

    @Test
    void what_an_undo_would_do_is_told_before_and_nothing_is_written() {
        Flamingock shop = builder()
                .change("a", c -> c.order("1").execute(() -> {}).rollback(() -> {}))
                .change("b", c -> c.order("2").execute(() -> {}).rollback(() -> {}))
                .change("c", c -> c.order("3").execute(() -> {}))
                .change("d", c -> c.order("4").execute(() -> {}).rollback(() -> {}))
                .build();
        Object unused = shop.run();
        long entries = shop.history().size();

        assertThat(shop.toBeUndone("b").changes()).extracting(Change::id).containsExactly("b");
        assertThat(shop.toBeUndoneLast(1).changes()).extracting(Change::id).containsExactly("d");
        assertThat(shop.toBeUndoneTo("d").changes()).isEmpty();
        assertThatThrownBy(() -> shop.toBeUndoneTo("a"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("these changes have no @RollbackExecution, so nothing was undone: [c]");
        assertThatThrownBy(() -> shop.toBeUndoneLast(0)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> shop.toBeUndone("nothing")).isInstanceOf(RefusedException.class);
        assertThat(shop.history()).hasSize((int) entries);

        assertThat(shop.undoLast(1, "nora", "too early").outcomes())
                .extracting(outcome -> outcome.change().id())
                .contains("d");
    }

    @Test
    void what_was_confirmed_is_undone_and_nothing_else() {
        Flamingock two = undoable("a", "b");
        Object unused = two.run();
        ToBeUndone seen = two.toBeUndoneLast(1);
        assertThat(seen.executed()).containsOnlyKeys("a", "b");

        Flamingock three = undoable("a", "b", "c");
        unused = three.run();
        long entries = three.history().size();
        assertThatThrownBy(() -> three.undo(seen, "nora", "too early"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("nothing was undone")
                .hasMessageContaining("Change 'c' was not executed, and is now EXECUTED by entry " + (entries - 1));
        assertThat(three.history()).hasSize((int) entries);

        assertThat(three.undo(three.toBeUndoneLast(2), "nora", "too early").outcomes())
                .extracting(outcome -> outcome.change().id())
                .containsExactly("c", "b");
    }

    @Test
    void what_was_undone_and_applied_again_meanwhile_is_another_one_than_was_confirmed() {
        Flamingock shop = undoable("a", "b");
        Object unused = shop.run();
        ToBeUndone seen = shop.toBeUndone("b");
        unused = shop.undo("b", "otto", "faster");

        assertThatThrownBy(() -> shop.undo(seen, "nora", "too early"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Change 'b' was executed by entry 4, and is now ROLLED_BACK by entry ");
        unused = shop.run();
        assertThatThrownBy(() -> shop.undo(seen, "nora", "too early"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Change 'b' was executed by entry 4, and is now EXECUTED by entry ");
    }

    private Flamingock undoable(String... ids) {
        FlamingockBuilder builder = builder();
        for (String id : ids) {
            builder.change(id, c -> c.order(id).execute(() -> {}).rollback(() -> {}));
        }
        return builder.build();
    }

    @Test
    void what_is_running_now_is_nobodys_to_decide() {
        List<String> seen = new ArrayList<>();
        FlamingockBuilder looking = builder();
        Flamingock log = builder().build();
        Flamingock shop = looking.change(
                        "a",
                        c -> c.order("1").execute(() -> {
                            assertThat(log.issues()).isEmpty();
                            seen.add(log.status().get(0).next() + ": "
                                    + log.status().get(0).why());
                            Flamingock code = builder()
                                    .change("a", same -> same.order("1").execute(() -> {}))
                                    .build();
                            assertThat(code.issues()).isEmpty();
                            seen.add(code.status().get(0).why());
                            seen.add(code.status().get(0).next().name());
                        }))
                .build();

        shop.run();

        assertThat(seen.get(0)).matches("NOTHING: is running now in .* pid \\d+, whose lease was renewed 0 s ago");
        assertThat(seen.get(1)).matches("is running now in .*: a run waits for it, and nothing is to be decided");
        assertThat(seen.get(2)).isEqualTo("RUN");
    }

    @Test
    void what_somebody_else_has_written_after_is_not_running() {
        Flamingock log = builder().build();
        Flamingock shop = builder()
                .change(
                        "a",
                        c -> c.order("1").execute(() -> {
                            long token = log.lock().orElseThrow().token();
                            log.releaseLock(token, "nora", "it hangs");
                            Object unused = store.tryAcquire(
                                    "shop",
                                    new Holder("other", log.lock().orElseThrow().runner()),
                                    Duration.ofMinutes(1));

                            assertThat(log.issues()).hasSize(1);
                            assertThat(log.status().get(0).next()).isEqualTo(Next.DECIDE);
                            throw new IllegalStateException("enough");
                        }))
                .build();

        assertThatThrownBy(shop::run).hasStackTraceContaining("enough");
    }
}
