package io.flamingock.safety.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.api.Operation;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ScheduleTest {

    @Test
    void a_seed_gives_the_same_schedule_again_and_another_seed_another_one() {
        assertThat(Schedule.of(7).faults()).isEqualTo(Schedule.of(7).faults());
        assertThat(Schedule.of(7).faults()).isNotEqualTo(Schedule.of(8).faults());
    }

    @Test
    void each_change_has_one_thing_happen_to_it_at_most_when_it_is_applied() {
        assertThat(IntStream.range(0, 500)).allSatisfy(seed -> {
            var changes = Schedule.of(seed).faults().stream()
                    .filter(fault -> fault.operation() == Operation.APPLY
                            && !fault.change().equals(Fault.ANY))
                    .map(Fault::change)
                    .toList();
            assertThat(changes).doesNotHaveDuplicates();
        });
    }
}
