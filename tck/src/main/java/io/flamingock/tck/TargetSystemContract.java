package io.flamingock.tck;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the Javadoc of {@code TransactionalTargetSystem} and {@code TargetTransaction} demands, sentence by sentence. */
@ExtendWith(ContractReport.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
public abstract class TargetSystemContract {

    /** For the test of a driver. */
    protected TargetSystemContract() {}

    /** {@return a new, empty place: called once by each test, which closes it} */
    protected abstract TargetFixture emptyPlace();

    @Nested
    class A_transaction extends TransactionTests {
        @Override
        TargetFixture emptyPlace() {
            return TargetSystemContract.this.emptyPlace();
        }
    }

    @Nested
    class Markers extends MarkerTests {
        @Override
        TargetFixture emptyPlace() {
            return TargetSystemContract.this.emptyPlace();
        }
    }

    @Nested
    class Settling extends SettlingTests {
        @Override
        TargetFixture emptyPlace() {
            return TargetSystemContract.this.emptyPlace();
        }
    }

    @Nested
    class Eight_threads_at_once extends TargetRaceTests {
        @Override
        TargetFixture emptyPlace() {
            return TargetSystemContract.this.emptyPlace();
        }
    }
}
