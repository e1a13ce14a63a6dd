package io.flamingock.mongodb;

import io.flamingock.servers.mongo.MongoServer;
import io.flamingock.tck.DriverContract;
import io.flamingock.tck.DriverFixture;

class MongoContractTest extends DriverContract {
    @Override
    protected DriverFixture emptyPlace() {
        return MongoFixture.on(MongoServer.shared());
    }
}
