package io.flamingock.sql;

import io.flamingock.tck.DriverContract;
import io.flamingock.tck.DriverFixture;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class H2ContractTest extends DriverContract {
    @Override
    protected DriverFixture emptyPlace() {
        return new H2Fixture();
    }
}
