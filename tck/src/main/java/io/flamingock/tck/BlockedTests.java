package io.flamingock.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.api.BlockedException;
import io.flamingock.api.State;
import io.flamingock.audit.AuditConflictException;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.Head;
import io.flamingock.targets.TargetTransaction;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

abstract class BlockedTests extends JoinedTests {

    @Test
    void an_append_gives_up_after_the_lock_timeout_and_ends_nobody() throws Exception {
        try (TargetTransaction holder = target.begin()) {
            Head started = appendIn(holder, Head.EMPTY, State.STARTED);
            write(holder, "effect");

            assertThatThrownBy(() -> other.log(SERVICE).append(Head.EMPTY, Entries.chain(Head.EMPTY, SERVICE, 1)))
                    .isInstanceOf(BlockedException.class);

            appendIn(holder, started, State.EXECUTED);
            holder.commit();
        }
        assertThat(states()).containsExactly(State.STARTED, State.EXECUTED);
        assertThat(effects.count("effect")).isEqualTo(1);
    }

    @Test
    void occupying_ends_the_session_or_names_it() throws Exception {
        AuditEntry fence = Entries.fence(Head.EMPTY, SERVICE);
        try (TargetTransaction holder = target.begin()) {
            Head started = appendIn(holder, Head.EMPTY, State.STARTED);
            write(holder, "effect");

            if (effects.endsBlockingSessions()) {
                assertThat(other.log(SERVICE).occupy(Head.EMPTY, fence)).isEqualTo(fence.head());
                assertThatThrownBy(() -> {
                            appendIn(holder, started, State.EXECUTED);
                            holder.commit();
                        })
                        .isInstanceOf(RuntimeException.class);
            } else {
                String session = effects.session(bound(holder));
                assertThatThrownBy(() -> other.log(SERVICE).occupy(Head.EMPTY, fence))
                        .isInstanceOf(BlockedException.class)
                        .hasMessageContaining(session);
                holder.commit();
            }
        }
        boolean ended = effects.endsBlockingSessions();
        assertThat(states()).containsExactly(ended ? State.TAKEN_OVER : State.STARTED);
        assertThat(effects.count("effect")).isEqualTo(ended ? 0 : 1);
    }

    @Test
    void what_was_blocked_goes_in_when_the_transaction_has_gone() {
        AuditEntry fence = Entries.fence(Head.EMPTY, SERVICE);
        try (TargetTransaction holder = target.begin()) {
            appendIn(holder, Head.EMPTY, State.STARTED);
            assertThatThrownBy(() -> other.log(SERVICE).append(Head.EMPTY, List.of(fence)))
                    .isInstanceOf(BlockedException.class);
            holder.rollback();
        }
        assertThat(other.log(SERVICE).occupy(Head.EMPTY, fence)).isEqualTo(fence.head());
        assertThat(states()).containsExactly(State.TAKEN_OVER);
    }

    @Test
    void who_waits_for_a_transaction_that_commits_is_told_of_the_conflict() throws Exception {
        AuditEntry fence = Entries.fence(Head.EMPTY, SERVICE);
        try (TargetTransaction holder = target.begin()) {
            appendIn(holder, Head.EMPTY, State.EXECUTED);
            CompletableFuture<Head> waiting = CompletableFuture.supplyAsync(
                    () -> other.log(SERVICE).append(Head.EMPTY, List.of(fence)), OwnThread.EACH);

            holder.commit();

            assertThat(waiting.handle((head, thrown) -> thrown).get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(AuditConflictException.class);
        }
        assertThat(states()).containsExactly(State.EXECUTED);
    }

    @Test
    void a_zombie_that_wakes_up_after_its_place_was_occupied_collides() {
        AuditEntry settled = Entries.change(Head.EMPTY, SERVICE, State.ROLLED_BACK);
        try (TargetTransaction zombie = target.begin()) {
            other.log(SERVICE).occupy(Head.EMPTY, settled);

            assertThatThrownBy(() -> appendIn(zombie, Head.EMPTY, State.STARTED))
                    .isInstanceOf(AuditConflictException.class);
            zombie.rollback();
        }
        assertThat(states()).containsExactly(State.ROLLED_BACK);
    }
}
