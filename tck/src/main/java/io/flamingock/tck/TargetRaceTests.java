package io.flamingock.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.api.BlockedException;
import io.flamingock.targets.Marker;
import io.flamingock.targets.Settlement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

abstract class TargetRaceTests extends TargetTests {

    private final Race race = new Race();

    @AfterEach
    void stop() {
        race.close();
    }

    @Test
    void all_prepare_the_markers_and_succeed() throws Exception {
        List<Optional<String>> refusals = race.all(i -> () -> (i % 2 == 0 ? target : other).prepareMarkers());

        assertThat(refusals).containsOnly(Optional.empty());
        attempt(MARKER);
        assertThat(other.settle(MARKER)).isEqualTo(Settlement.DONE);
    }

    @Test
    void an_attempt_and_those_who_settle_it_agree_whether_it_is_there() throws Exception {
        prepareMarkers();
        for (int round = 0; round < Race.ROUNDS; round++) {
            Marker marker = marker("change-" + round, 1, 'a');

            List<Optional<Settlement>> answers = race.all(i -> () -> i == 0 ? tryAttempt(marker) : trySettle(marker));

            Settlement settled = other.settle(marker);
            assertThat(settled).isIn(Settlement.DONE, Settlement.UNDONE);
            assertThat(place.count(marker.changeId())).isEqualTo(settled == Settlement.DONE ? 1 : 0);
            assertThat(answers).allSatisfy(answer -> assertThat(answer).isIn(Optional.empty(), Optional.of(settled)));
        }
    }

    @Test
    void one_of_several_attempts_with_the_same_key_is_there() throws Exception {
        prepareMarkers();
        for (int round = 0; round < Race.ROUNDS; round++) {
            Marker marker = marker("change-" + round, 1, 'a');

            List<Optional<Settlement>> answers = race.all(i -> () -> tryAttempt(marker));

            assertThat(place.count(marker.changeId())).isEqualTo(1);
            assertThat(answers).filteredOn(Optional::isPresent).hasSizeLessThanOrEqualTo(1);
        }
    }

    /** Empty: it was thrown out, and the markers tell what became of it. */
    private Optional<Settlement> tryAttempt(Marker marker) {
        try {
            attempt(marker);
            return Optional.of(Settlement.DONE);
        } catch (Exception undoneOrUnknown) {
            return Optional.empty();
        }
    }

    private Optional<Settlement> trySettle(Marker marker) {
        try {
            return Optional.of(other.settle(marker));
        } catch (BlockedException notDecided) {
            return Optional.empty();
        }
    }
}
