package io.flamingock.tck;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;

/**
 * All that a driver with an audit store and a transactional target system must pass. Its test is one factory, and no
 * test of its own:
 *
 * <pre>{@code
 * class PostgresContractTest extends DriverContract {
 *     @Override
 *     protected DriverFixture emptyPlace() {
 *         return new SqlFixture(postgres.newSchema());
 *     }
 * }
 * }</pre>
 *
 * <p>A driver with one of the two extends {@link AuditStoreContract} or {@link TargetSystemContract}. What it cannot do
 * is declared by its fixture, and then asserted; there is nothing to override. Add {@link EveryContractRan} to have the
 * build fail when a test was skipped.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
public abstract class DriverContract {

    /** For the test of a driver. */
    protected DriverContract() {}

    /** {@return a new, empty place: called once by each test, which closes it} */
    protected abstract DriverFixture emptyPlace();

    @Nested
    class Audit_store extends AuditStoreContract {
        @Override
        protected StoreFixture emptyPlace() {
            return DriverContract.this.emptyPlace();
        }
    }

    @Nested
    class Target_system extends TargetSystemContract {
        @Override
        protected TargetFixture emptyPlace() {
            return ImpossibleHereException.unlessTransactional(DriverContract.this.emptyPlace())
                    .target();
        }
    }

    @Nested
    class Joined_transactions extends JoinedTransactionContract {
        @Override
        protected DriverFixture emptyPlace() {
            return ImpossibleHereException.unlessTransactional(DriverContract.this.emptyPlace());
        }
    }

    @Nested
    class End_to_end extends EndToEndContract {
        @Override
        protected DriverFixture emptyPlace() {
            return DriverContract.this.emptyPlace();
        }
    }
}
