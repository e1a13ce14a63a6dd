package io.flamingock.sql;

import io.flamingock.tck.DriverContract;
import io.flamingock.tck.DriverFixture;

class HsqldbContractTest extends DriverContract {
    @Override
    protected DriverFixture emptyPlace() {
        return new HsqldbFixture();
    }
}
