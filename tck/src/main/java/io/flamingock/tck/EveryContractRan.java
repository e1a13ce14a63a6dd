package io.flamingock.tck;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Has the test run fail unless the contract tests that ran are those of {@code flamingock-contracts.txt} in the
 * project's test resources, to the number, with what each driver really ran on. Such a project has, next to its
 * contract tests:
 *
 * <pre>{@code
 * class ContractsTest extends EveryContractRan {}
 * }</pre>
 *
 * <p>The comparison is made when all tests have ended, in whatever order they ran; a run without this class (of a
 * single contract test) compares nothing. Each run prints the lines that the file should have.
 */
@ExtendWith(EveryContractRan.AtTheEnd.class)
public abstract class EveryContractRan {

    /** For the test of a driver. */
    protected EveryContractRan() {}

    @Test
    void the_contract_tests_that_run_are_compared_when_all_have_ended() {}

    static final class AtTheEnd implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            ContractReport.tally(context).expectAllOf(context.getRequiredTestClass());
        }
    }
}
