package io.flamingock.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.api.ChangeFailedException;
import io.flamingock.api.FlamingockException;
import io.flamingock.api.Mode;
import io.flamingock.api.OpenIssuesException;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.api.Resolution;
import io.flamingock.api.State;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The crash points that a change in any mode has, and what the next start does (protocol §5 and §6). */
abstract class CrashTests extends EndToEndTests {

    /** Whether effect and record are one, so that a crash leaves neither or both. */
    abstract boolean isExactlyOnce();

    @Test
    void a_change_runs_once() {
        assertThat(next().run().counts().executed()).isEqualTo(1);

        assertExecuted(1);
    }

    @ParameterizedTest
    @EnumSource
    void after_a_crash_right_after_the_lease_was_acquired_it_runs(RecoveryStrategy strategy) {
        recovery = strategy;
        die(process().diesAfter(SpiCall.of("tryAcquire")), Effect::write);

        next().run();

        assertThat(states()).startsWith(State.TAKEN_OVER);
        assertExecuted(1);
    }

    @ParameterizedTest
    @EnumSource
    void after_a_crash_before_the_intent_it_runs(RecoveryStrategy strategy) {
        recovery = strategy;
        die(process().diesBefore(SpiCall.append(State.STARTED).or(SpiCall.append(State.EXECUTED))), Effect::write);

        next().run();

        assertExecuted(1);
    }

    @ParameterizedTest
    @EnumSource
    void after_a_crash_in_the_body_nothing_is_left_or_it_is_unfinished(RecoveryStrategy strategy) {
        recovery = strategy;
        TestProcess process = process();
        die(process, effect -> {
            effect.write();
            process.die();
        });

        assertUnfinished(1);
    }

    @ParameterizedTest
    @EnumSource
    void after_a_crash_before_the_outcome_is_recorded_it_is_settled_undone_or_unfinished(RecoveryStrategy strategy) {
        recovery = strategy;
        die(process().diesBefore(SpiCall.append(State.EXECUTED)), Effect::write);

        if (mode() == Mode.MARKED) {
            assertThat(next().run().counts().settled()).isEqualTo(1); // its commit is behind it
            assertExecuted(1);
        } else {
            assertUnfinished(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void after_a_crash_when_the_outcome_was_recorded_it_is_skipped(RecoveryStrategy strategy) {
        recovery = strategy;
        TestProcess process = process().diesBefore(SpiCall.of("release"));
        flamingock(process, Effect::write).run();
        assertThat(process.isDead()).isTrue();

        assertThat(next().run().isNothingToDo()).isTrue();

        assertThat(states()).doesNotContain(State.TAKEN_OVER);

        assertExecuted(1);
    }

    @ParameterizedTest
    @EnumSource
    void after_two_crashes_in_the_body_it_is_as_after_one(RecoveryStrategy strategy) {
        recovery = strategy;
        for (int i = 0; i < 2 && (i == 0 || isExactlyOnce() || strategy == RecoveryStrategy.ALWAYS_RETRY); i++) {
            TestProcess process = process();
            die(process, effect -> {
                effect.write();
                process.die();
            });
        }

        assertUnfinished(strategy == RecoveryStrategy.ALWAYS_RETRY ? 2 : 1);
    }

    @Test
    void a_body_that_throws_in_a_transaction_or_has_a_rollback_leaves_nothing_and_is_pending() {
        var failing = flamingock(
                process(),
                effect -> {
                    throw new IllegalStateException("the body says no");
                },
                rollback -> {});

        assertThatThrownBy(failing::run)
                .isInstanceOf(ChangeFailedException.class)
                .hasRootCauseMessage("the body says no");

        assertThat(changeStates()).last().isEqualTo(State.ROLLED_BACK);
        assertThat(effectCount()).isZero();
        next().run();
        assertExecuted(1);
    }

    @Test
    void a_crash_after_a_failure_leaves_what_the_log_says() {
        TestProcess process = process().diesAfter(SpiCall.append(State.FAILED).or(SpiCall.append(State.ROLLED_BACK)));
        die(process, effect -> {
            effect.write();
            throw new IllegalStateException("the body says no");
        });

        assertUnfinished(1);
    }

    @Test
    void an_error_by_which_the_database_has_undone_everything_is_tried_again() {
        AtomicInteger tries = new AtomicInteger();
        var flamingock = flamingock(process(), effect -> {
            effect.write();
            if (tries.incrementAndGet() < 3 && isExactlyOnce()) {
                Throwable undone = effects.undoneByDatabase();
                throw undone instanceof Exception exception ? exception : new IllegalStateException(undone);
            }
        });

        flamingock.run();

        assertThat(tries).hasValue(isExactlyOnce() ? 3 : 1);
        assertExecuted(1);
    }

    @Test
    void an_undone_change_is_pending_again() {
        var flamingock = flamingock(process(), Effect::write, Effect::write);
        flamingock.run();

        assertThat(flamingock.undo(CHANGE, "ann", "not wanted").counts().undone())
                .isEqualTo(1);

        assertThat(changeStates()).last().isEqualTo(State.ROLLED_BACK);
        assertThat(effectCount()).isEqualTo(2);
        flamingock.run();
        assertExecuted(3);
    }

    @ParameterizedTest
    @EnumSource
    void after_a_crash_in_an_undo_it_is_applied_still_or_a_human_decides(RecoveryStrategy strategy) {
        recovery = strategy;
        next().run();
        TestProcess process = process();
        var undoing = flamingock(process, Effect::write, effect -> {
            effect.write();
            process.die();
        });

        assertThatThrownBy(() -> undoing.undo(CHANGE, "ann", "not wanted")).isInstanceOf(FlamingockException.class);

        if (isExactlyOnce()) {
            next().run();
            assertExecuted(1);
        } else {
            recovery = RecoveryStrategy.MANUAL_INTERVENTION; // an undo that was cut off is an issue under both
            assertHalfDone(2);
        }
    }

    /** A crash or failure with {@code before} effects in a system without transactions, with none in one that has them. */
    final void assertUnfinished(int before) {
        if (isExactlyOnce()) {
            assertThat(effectCount()).isZero();
            next().run();
            assertExecuted(1);
        } else {
            assertHalfDone(before);
        }
    }

    /** A human must decide, or it is run again. */
    final void assertHalfDone(int before) {
        if (recovery == RecoveryStrategy.ALWAYS_RETRY) {
            next().run();
            assertExecuted(before + 1);
        } else {
            assertThatThrownBy(() -> next().run()).isInstanceOf(OpenIssuesException.class);
            assertThat(next().issues()).hasSize(1);
            assertThat(effectCount()).isEqualTo(before);
            decide();
            next().run();
            assertExecuted(before);
        }
    }

    private void decide() {
        var operator = next();
        operator.resolve(CHANGE, operator.issues().get(0).seq(), Resolution.EXECUTED, "ann", "looked, and it is there");
    }
}
