package io.flamingock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.flamingock.api.LeaseLostException;
import io.flamingock.api.State;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.AuditStoreException;
import io.flamingock.memory.InMemoryAuditStore;
import io.flamingock.memory.InMemoryRecords;
import io.flamingock.memory.InMemoryTargetSystem;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an instance does that finds a fence in the log which is not its own (protocol §1). */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(20)
class FencedOffTest {

    private final InMemoryAuditStore store = InMemoryAuditStore.create();
    private final InMemoryTargetSystem elsewhere = InMemoryTargetSystem.of("elsewhere");
    private final AtomicInteger ran = new AtomicInteger();

    private Flamingock flamingock(AuditStore on) {
        return Flamingock.builder()
                .service("shop")
                .auditStore(on)
                .targetSystems(elsewhere)
                .change("a", c -> c.order("1").execute(InMemoryRecords.class, records -> {}))
                .change("b", c -> c.order("2").execute(InMemoryRecords.class, records -> ran.incrementAndGet()))
                .build();
    }

    @Test
    void it_starts_nothing_behind_a_fence_that_follows_its_own_entry_whose_answer_was_lost() {
        AuditStore killing = FaultyStore.of(store, call -> {
            if (call.writes(State.EXECUTED)) {
                throw new AssertionError("the process is killed");
            }
            return call.answer();
        });
        assertThat(catchThrowable(() -> flamingock(killing).run())).isNotNull();

        AuditStore losing = FaultyStore.of(store, call -> {
            Object answer = call.answer();
            if (call.writes(State.EXECUTED)) { // what the next start finds out about a
                flamingock(store).releaseLock(store.lease("shop").orElseThrow().token(), "ann", "it hangs");
                throw new AuditStoreException("the answer is lost", null);
            }
            return answer;
        });
        Throwable thrown = catchThrowable(() -> flamingock(losing).run());

        assertThat(thrown).isInstanceOf(LeaseLostException.class);
        assertThat(ran).hasValue(0);
        assertThat(store.entries("shop"))
                .extracting(entry -> entry.event().state())
                .containsExactly(State.STARTED, State.EXECUTED, State.FORCE_RELEASED);
    }
}
