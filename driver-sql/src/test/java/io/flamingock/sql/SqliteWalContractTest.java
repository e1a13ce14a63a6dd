package io.flamingock.sql;

import io.flamingock.tck.DriverContract;
import io.flamingock.tck.DriverFixture;

class SqliteWalContractTest extends DriverContract {
    @Override
    protected DriverFixture emptyPlace() {
        return SqliteFixture.of("WAL");
    }
}
