package io.flamingock.mongodb;

import io.flamingock.servers.mongo.MongoServer;
import io.flamingock.tck.DriverContract;
import io.flamingock.tck.DriverFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class MongoWithoutLabelsContractTest extends DriverContract {

    private static MongoServer server;

    @BeforeAll
    static void start() {
        server = MongoServer.standIn(MongoServer.Mode.REPLICA_SET_WITHOUT_LABELS);
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @Override
    protected DriverFixture emptyPlace() {
        return MongoFixture.on(server);
    }
}
