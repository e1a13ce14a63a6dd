package io.flamingock.sql;

import io.flamingock.tck.DriverContract;
import io.flamingock.tck.DriverFixture;

class MySqlContractTest extends DriverContract {
    @Override
    protected DriverFixture emptyPlace() {
        return MySqlFixture.onMySql();
    }
}
