package io.flamingock.safety.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.safety.races.Counts;
import io.flamingock.safety.races.Judgement;
import io.flamingock.safety.races.Store;
import io.flamingock.safety.races.Track;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of the runner that goes without one thing, the same races by the same seeds must find that something is broken. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ControlTest {

    private static final long FIRST_SEED = Long.getLong("races.seed", 1);

    /** By then it must be found. */
    private static final int ROUNDS = 4;

    private static Track track;

    @BeforeAll
    static void start() {
        track = Store.POSTGRES.track(ControlledRacer.class);
    }

    @AfterAll
    static void end() {
        track.close();
    }

    @Test
    void with_everything_in_its_place_the_same_races_find_nothing() throws InterruptedException {
        Judgement judgement = track.race(FIRST_SEED, ControlledRacer.COMPLETE);

        System.out.println("without nothing: " + judgement.counts());
        assertThat(judgement.problems()).isEmpty();
        assertThat(Stream.of(Without.values()).map(Without::found))
                .allSatisfy(found -> assertThat(judgement.counts().of(found)).isZero());
    }

    @ParameterizedTest
    @EnumSource(Without.class)
    void without_it_the_races_find_that_something_is_broken(Without without) throws InterruptedException {
        Counts counts = new Counts();
        for (int round = 0; round < ROUNDS && counts.of(without.found()) == 0; round++) {
            Judgement judgement = track.race(FIRST_SEED + round, without.name());
            counts.addAll(judgement.counts());
            judgement.problems().forEach(problem -> System.out.println("without " + without + ": " + problem));
        }

        System.out.println("without " + without + ": " + counts);
        assertThat(counts.of(without.found())).as("found").isPositive();
    }
}
