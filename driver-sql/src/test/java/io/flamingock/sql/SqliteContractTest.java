package io.flamingock.sql;

import io.flamingock.tck.DriverContract;
import io.flamingock.tck.DriverFixture;

class SqliteContractTest extends DriverContract {
    @Override
    protected DriverFixture emptyPlace() {
        return SqliteFixture.empty();
    }
}
