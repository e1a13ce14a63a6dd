package io.flamingock.examples.rest.changes;

import io.flamingock.api.ChangeContext;
import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.RollbackExecution;
import io.flamingock.examples.rest.Gateway;
import java.io.IOException;

/** Two requests, so a failure may leave half of it there: the rollback removes whatever there is. */
@ChangeUnit(id = "route-payments", author = "web-team")
class _002__RoutePayments {

    @Execution
    void open(Gateway gateway, ChangeContext context) throws IOException, InterruptedException {
        gateway.create("/limits/payments", "{\"per-second\": 50}", context.idempotencyKey() + "/limit");
        gateway.create("/routes/payments", "{\"to\": \"payments:8080\"}", context.idempotencyKey() + "/route");
    }

    @RollbackExecution
    void close(Gateway gateway) throws IOException, InterruptedException {
        gateway.remove("/routes/payments");
        gateway.remove("/limits/payments");
    }
}
