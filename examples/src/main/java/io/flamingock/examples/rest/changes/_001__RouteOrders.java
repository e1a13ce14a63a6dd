package io.flamingock.examples.rest.changes;

import io.flamingock.api.ChangeContext;
import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.RollbackExecution;
import io.flamingock.examples.rest.Gateway;
import java.io.IOException;

/** One request: the key of the attempt goes with it, so the gateway can tell a repeated request from a second one. */
@ChangeUnit(id = "route-orders", author = "web-team")
class _001__RouteOrders {

    @Execution
    void open(Gateway gateway, ChangeContext context) throws IOException, InterruptedException {
        gateway.create("/routes/orders", "{\"to\": \"orders:8080\"}", context.idempotencyKey());
    }

    @RollbackExecution
    void close(Gateway gateway) throws IOException, InterruptedException {
        gateway.remove("/routes/orders");
    }
}
