package io.flamingock.tck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.api.ChangeFailedException;
import io.flamingock.api.FlamingockException;
import io.flamingock.api.RecoveryStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes to it where effect and record are one, unless the body breaks that. */
abstract class TransactionalCrashTests extends CrashTests {

    @Override
    final boolean isExactlyOnce() {
        return true;
    }

    @ParameterizedTest
    @EnumSource
    void a_crash_after_a_commit_behind_our_back_is_not_taken_for_undone(RecoveryStrategy strategy) {
        recovery = strategy;
        TestProcess process = process();
        die(process, effect -> {
            effect.write();
            effects.commitBehindOurBack(effect.bound());
            process.die();
        });

        assertHalfDoneWhereBodiesCanCommit();
    }

    @ParameterizedTest
    @EnumSource
    void a_failure_after_a_commit_behind_our_back_is_not_taken_for_undone(RecoveryStrategy strategy) {
        recovery = strategy;
        var failing = flamingock(process(), effect -> {
            effect.write();
            effects.commitBehindOurBack(effect.bound());
            throw new IllegalStateException("the body says no");
        });

        assertThatThrownBy(failing::run).isInstanceOf(ChangeFailedException.class);

        assertHalfDoneWhereBodiesCanCommit();
    }

    @ParameterizedTest
    @EnumSource
    void a_failure_after_the_body_has_left_and_committed_is_not_taken_for_undone(RecoveryStrategy strategy) {
        recovery = strategy;
        var failing = flamingock(process(), effect -> {
            effects.undoBehindOurBack(effect.bound());
            effect.write();
            effects.commitBehindOurBack(effect.bound());
            throw new IllegalStateException("the body says no");
        });

        assertThatThrownBy(failing::run).isInstanceOf(ChangeFailedException.class);

        assertHalfDoneWhereBodiesCanCommit();
    }

    @Test
    void an_undo_that_fails_after_its_body_has_left_and_committed_is_an_issue() {
        next().run();
        var undoing = flamingock(process(), Effect::write, effect -> {
            effects.undoBehindOurBack(effect.bound());
            effect.write();
            effects.commitBehindOurBack(effect.bound());
            throw new IllegalStateException("the body says no");
        });

        assertThatThrownBy(() -> undoing.undo(CHANGE, "ann", "not wanted")).isInstanceOf(FlamingockException.class);

        if (effects.open().bodyCanCommit()) {
            assertHalfDone(2);
        } else {
            next().run();
            assertExecuted(1);
        }
    }

    private void assertHalfDoneWhereBodiesCanCommit() {
        if (effects.open().bodyCanCommit()) {
            assertHalfDone(1);
        } else {
            assertUnfinished(0);
        }
    }
}
