package io.flamingock.sql;

import io.flamingock.tck.DriverContract;
import io.flamingock.tck.DriverFixture;

class PostgresContractTest extends DriverContract {
    @Override
    protected DriverFixture emptyPlace() {
        return new PostgresFixture();
    }
}
