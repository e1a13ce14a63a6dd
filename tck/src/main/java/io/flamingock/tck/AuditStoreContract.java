package io.flamingock.tck;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the Javadoc of {@code AuditStore}, {@code AuditLog} and {@code Lease} demands, sentence by sentence. */
@ExtendWith(ContractReport.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
public abstract class AuditStoreContract {

    /** For the test of a driver. */
    protected AuditStoreContract() {}

    /** {@return a new, empty place: called once by each test, which closes it} */
    protected abstract StoreFixture emptyPlace();

    @Nested
    class Reading_the_log extends ReadingTests {
        @Override
        StoreFixture emptyPlace() {
            return AuditStoreContract.this.emptyPlace();
        }
    }

    @Nested
    class Appending_to_the_log extends AppendingTests {
        @Override
        StoreFixture emptyPlace() {
            return AuditStoreContract.this.emptyPlace();
        }
    }

    @Nested
    class Acquiring_the_lease extends AcquiringTests {
        @Override
        StoreFixture emptyPlace() {
            return AuditStoreContract.this.emptyPlace();
        }
    }

    @Nested
    class Holding_the_lease extends HoldingTests {
        @Override
        StoreFixture emptyPlace() {
            return AuditStoreContract.this.emptyPlace();
        }
    }

    @Nested
    class Eight_threads_at_once extends StoreRaceTests {
        @Override
        StoreFixture emptyPlace() {
            return AuditStoreContract.this.emptyPlace();
        }
    }
}
