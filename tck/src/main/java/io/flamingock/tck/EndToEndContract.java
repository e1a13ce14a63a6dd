package io.flamingock.tck;

import io.flamingock.api.Mode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a run that dies or stands still leaves behind, and what the next one does about it (protocol §5 and §6). */
@ExtendWith(ContractReport.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
public abstract class EndToEndContract {

    /** For the test of a driver. */
    protected EndToEndContract() {}

    /** {@return a new, empty place: called once by each test, which closes it} */
    protected abstract DriverFixture emptyPlace();

    @Nested
    class Shared extends TransactionalCrashTests {
        @Override
        DriverFixture emptyPlace() {
            return ImpossibleHereException.unlessTransactional(EndToEndContract.this.emptyPlace());
        }

        @Override
        Mode mode() {
            return Mode.SHARED;
        }
    }

    @Nested
    class Marked extends TransactionalCrashTests {
        @Override
        DriverFixture emptyPlace() {
            return ImpossibleHereException.unlessTransactional(EndToEndContract.this.emptyPlace());
        }

        @Override
        Mode mode() {
            return Mode.MARKED;
        }
    }

    @Nested
    class Without_transaction extends CrashTests {
        @Override
        DriverFixture emptyPlace() {
            return EndToEndContract.this.emptyPlace();
        }

        @Override
        Mode mode() {
            return Mode.NONE;
        }

        @Override
        boolean isExactlyOnce() {
            return false;
        }
    }

    @Nested
    class Shared_and_paused extends PauseTests {
        @Override
        DriverFixture emptyPlace() {
            return ImpossibleHereException.unlessTransactional(EndToEndContract.this.emptyPlace());
        }

        @Override
        Mode mode() {
            return Mode.SHARED;
        }
    }

    @Nested
    class Marked_and_paused extends PauseTests {
        @Override
        DriverFixture emptyPlace() {
            return ImpossibleHereException.unlessTransactional(EndToEndContract.this.emptyPlace());
        }

        @Override
        Mode mode() {
            return Mode.MARKED;
        }
    }

    @Nested
    class Without_transaction_and_paused extends PauseTests {
        @Override
        DriverFixture emptyPlace() {
            return EndToEndContract.this.emptyPlace();
        }

        @Override
        Mode mode() {
            return Mode.NONE;
        }
    }
}
