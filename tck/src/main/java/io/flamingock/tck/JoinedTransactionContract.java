package io.flamingock.tck;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the log must do inside a target's transaction (mode SHARED), and when such a transaction stands in its way. */
@ExtendWith(ContractReport.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
public abstract class JoinedTransactionContract {

    /** For the test of a driver. */
    protected JoinedTransactionContract() {}

    /** {@return a new, empty place: called once by each test, which closes it} */
    protected abstract DriverFixture emptyPlace();

    @Nested
    class Appending_in_a_transaction extends JoiningTests {
        @Override
        DriverFixture emptyPlace() {
            return JoinedTransactionContract.this.emptyPlace();
        }
    }

    @Nested
    class Meeting_an_open_transaction extends BlockedTests {
        @Override
        DriverFixture emptyPlace() {
            return JoinedTransactionContract.this.emptyPlace();
        }
    }

    @Nested
    class Eight_threads_at_once extends JoinedRaceTests {
        @Override
        DriverFixture emptyPlace() {
            return JoinedTransactionContract.this.emptyPlace();
        }
    }
}
