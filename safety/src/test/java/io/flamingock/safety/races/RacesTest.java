package io.flamingock.safety.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.safety.races.Counts.Of;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code -Draces.rounds=N} or {@code -Draces.minutes=N} for more, {@code -Draces.seed=N} to repeat one. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RacesTest {

    @ParameterizedTest
    @EnumSource(Store.class)
    void whoever_is_killed_or_paused_among_eight_nothing_is_lost_or_done_twice(Store store) throws Exception {
        Races.Result result = new Races(System.out).on(store.name(), store.track(Racer.class));

        assertThat(result.problems()).isEmpty();
        assertThat(result.counts().of(Of.DUPLICATES)).isZero();
        assertThat(result.counts().of(Of.LOSSES)).isZero();
        assertThat(result.counts().of(Of.LATE_APPENDS)).isZero();
        long rounds = result.counts().of(Of.ROUNDS);
        assertThat(result.counts().of(Of.KILLS)).as("kills").isGreaterThanOrEqualTo(3 * rounds);
        assertThat(result.counts().of(Of.PAUSES)).as("pauses").isGreaterThanOrEqualTo(4 * rounds);
        assertThat(result.counts().of(Of.TAKEOVERS)).as("takeovers").isGreaterThanOrEqualTo(2 * rounds);
    }
}
