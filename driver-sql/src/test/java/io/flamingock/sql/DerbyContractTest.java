package io.flamingock.sql;

import io.flamingock.tck.DriverContract;
import io.flamingock.tck.DriverFixture;

class DerbyContractTest extends DriverContract {
    @Override
    protected DriverFixture emptyPlace() {
        return new DerbyFixture();
    }
}
