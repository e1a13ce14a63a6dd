package io.flamingock.sql;

import io.flamingock.tck.DriverContract;
import io.flamingock.tck.DriverFixture;

class H2ContractTest extends DriverContract {
    @Override
    protected DriverFixture emptyPlace() {
        return new H2Fixture();
    }
}
