package io.flamingock.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.api.FlamingockException;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.Head;
import io.flamingock.targets.TargetTransaction;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

abstract class JoinedRaceTests extends JoinedTests {

    private final Race race = new Race();

    @AfterEach
    void stop() {
        race.close();
    }

    @Test
    void one_of_several_has_its_effect_and_its_entries() throws Exception {
        Head head = Head.EMPTY;
        for (int round = 1; round <= Race.ROUNDS; round++) {
            Head expected = head;

            List<Boolean> committed = race.all(i -> () -> isCommitted(expected, "effect"));

            List<AuditEntry> added = log.read(expected.seq());
            assertThat(committed).filteredOn(done -> done).hasSize(1);
            assertThat(added).extracting(entry -> entry.event().state()).containsExactly(State.STARTED, State.EXECUTED);
            assertThat(effects.count("effect")).isEqualTo(round);
            head = added.get(1).head();
        }
        assertChained(log, 2 * Race.ROUNDS);
    }

    @Test
    void a_commit_and_those_who_occupy_its_place_never_both_succeed() throws Exception {
        Head head = Head.EMPTY;
        for (int round = 0; round < Race.ROUNDS; round++) {
            Head expected = head;
            String effect = "effect-" + round;

            race.all(i -> () -> i == 0 ? isCommitted(expected, effect) : isOccupied(expected));

            List<AuditEntry> added = log.read(expected.seq());
            assertThat(added).isNotEmpty();
            boolean executed = added.get(0).event().state() == State.STARTED;
            assertThat(effects.count(effect)).isEqualTo(executed ? 1 : 0);
            assertThat(added).hasSize(executed ? 2 : 1);
            head = added.get(added.size() - 1).head();
        }
    }

    private boolean isCommitted(Head expected, String effect) {
        try (TargetTransaction transaction = target.begin()) {
            Head started = appendIn(transaction, expected, State.STARTED);
            write(transaction, effect);
            appendIn(transaction, started, State.EXECUTED);
            transaction.commit();
            return true;
        } catch (Exception conflictOrEnded) {
            return false;
        }
    }

    private boolean isOccupied(Head expected) {
        try {
            other.log(SERVICE).occupy(expected, Entries.change(expected, SERVICE, State.ROLLED_BACK));
            return true;
        } catch (FlamingockException conflictOrBlocked) {
            return false;
        }
    }
}
