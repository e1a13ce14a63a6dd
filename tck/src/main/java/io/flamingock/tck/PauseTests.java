package io.flamingock.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.api.FlamingockException;
import io.flamingock.api.LeaseLostException;
import io.flamingock.api.Mode;
import io.flamingock.api.OpenIssuesException;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.api.RunFailedException;
import io.flamingock.api.RunReport;
import io.flamingock.api.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that stands still for longer than its lease, is taken over, and wakes up (protocol §6, rows 12 and 13). */
abstract class PauseTests extends EndToEndTests {

    /** Longer than a lock time-out of the fixtures, and what a driver takes to end a session that blocks it. */
    private static final Duration LONG_ENOUGH_TO_BE_ENDED = Duration.ofSeconds(4);

    @Test
    void who_wakes_up_before_its_intent_starts_nothing() throws Exception {
        TestProcess sleeper =
                process().pausesBefore(SpiCall.append(State.STARTED).or(SpiCall.append(State.EXECUTED)));
        CompletableFuture<RunReport> sleeping = start(sleeper, Effect::write);
        sleeper.awaitPaused();

        next().run();
        sleeper.resume();

        assertThat(failureOf(sleeping)).isInstanceOf(FlamingockException.class);
        assertThat(states()).contains(State.TAKEN_OVER);
        assertExecuted(1);
    }

    @Test
    void who_was_overtaken_before_it_has_read_the_log_leaves_alone_what_runs() throws Exception {
        TestProcess sleeper = process().pausesBefore(SpiCall.of("create"));
        CompletableFuture<RunReport> sleeping = start(sleeper, Effect::write);
        sleeper.awaitPaused();
        AtomicBoolean waited = new AtomicBoolean();
        boolean cannotRead = mode() == Mode.SHARED && !place.readsBesideTransactions();
        CompletableFuture<RunReport> successor = start(process(), effect -> {
            effect.write();
            sleeper.resume();
            if (cannotRead) {
                boolean unused = failureOf(sleeping) == null; // it ends while this transaction is open
            } else {
                waited.set(sleeper.waitsForLease(LONG_ENOUGH_TO_BE_ENDED));
            }
        });

        assertThat(failureOf(successor)).as("nobody has touched its attempt").isNull();
        if (cannotRead) {
            assertThat(failureOf(sleeping))
                    .as("it cannot read, and asks once here")
                    .isInstanceOf(RunFailedException.class);
        } else {
            assertThat(failureOf(sleeping))
                    .as("it has waited, and found all done")
                    .isNull();
            assertThat(waited).as("it waits again").isTrue();
        }
        assertExecuted(1);
    }

    @ParameterizedTest
    @EnumSource
    void who_wakes_up_in_its_body_harms_nothing(RecoveryStrategy strategy) throws Exception {
        recovery = strategy;
        TestProcess sleeper = process();
        CompletableFuture<RunReport> sleeping = start(sleeper, effect -> {
            sleeper.pause();
            sleeper.awaitResumed();
            effect.write();
        });
        sleeper.awaitPaused();
        TestProcess successor = process();
        @Nullable Throwable refused = failureOf(start(successor, Effect::write));
        sleeper.resume();
        @Nullable Throwable woken = failureOf(sleeping);

        // a SHARED transaction that nobody could end is in the way of the fence: it commits, and nobody was overtaken
        if (mode() != Mode.SHARED || effects.endsBlockingSessions()) {
            assertThat(woken).as("it says that it was overtaken").isInstanceOf(FlamingockException.class);
        }
        if (mode() == Mode.NONE) {
            assertThat(woken).isInstanceOf(LeaseLostException.class);
            assertWokenUpWithoutTransaction(refused);
        } else {
            successor.die(); // where it could not end the session that stood in its way it keeps the lease
            next().run();
            assertExecuted(1);
        }
    }

    /** By hand: its outcome is recorded alone. Retried meanwhile: it is evidence, and both effects are there. */
    private void assertWokenUpWithoutTransaction(@Nullable Throwable refused) {
        if (recovery == RecoveryStrategy.MANUAL_INTERVENTION) {
            assertThat(refused).isInstanceOf(OpenIssuesException.class);
            assertThat(changeStates()).containsExactly(State.STARTED, State.EXECUTED);
            next().run();
            assertExecuted(1);
        } else {
            assertThat(refused).isNull();
            assertThat(changeStates()).containsExactly(State.STARTED, State.STARTED, State.EXECUTED, State.LATE);
            assertThat(effectCount()).isEqualTo(2);
            assertThat(next().run().isNothingToDo()).isTrue();
            assertThat(next().verify().isValid()).isTrue();
        }
    }

    @Test
    void of_eight_that_start_at_once_one_runs_it_and_all_succeed() throws Exception {
        waitFor(Duration.ofSeconds(30));
        try (Race race = new Race()) {
            List<RunReport> reports = race.all(i -> () -> next().run());

            assertThat(reports.stream()
                            .mapToInt(report -> report.counts().executed())
                            .sum())
                    .isEqualTo(1);
        }
        assertThat(states()).doesNotContain(State.TAKEN_OVER);
        assertExecuted(1);
    }

    private CompletableFuture<RunReport> start(TestProcess process, Body body) {
        return CompletableFuture.supplyAsync(() -> flamingock(process, body).run(), OwnThread.EACH);
    }

    private static @Nullable Throwable failureOf(CompletableFuture<RunReport> run) throws Exception {
        try {
            run.get(40, TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }
}
