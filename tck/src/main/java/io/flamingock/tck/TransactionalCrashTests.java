package io.flamingock.tck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.api.ChangeFailedException;
import io.flamingock.api.RecoveryStrategy;
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

    private void assertHalfDoneWhereBodiesCanCommit() {
        if (effects.open().bodyCanCommit()) {
            assertHalfDone(1);
        } else {
            assertUnfinished(0);
        }
    }
}
