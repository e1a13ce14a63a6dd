package io.flamingock.examples.many.changes;

import io.flamingock.api.ChangeContext;
import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.Recovery;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.api.RollbackExecution;
import io.flamingock.api.TargetSystem;
import io.flamingock.examples.many.Payments;
import java.io.IOException;

/** The provider knows the key of a request that it has seen, so to ask again is safe: two requests, one webhook. */
@TargetSystem("payments")
@Recovery(strategy = RecoveryStrategy.ALWAYS_RETRY)
@ChangeUnit(id = "register-webhook", author = "payments-team")
class _10__RegisterWebhook {

    @Execution
    void register(Payments payments, ChangeContext context) throws IOException, InterruptedException {
        payments.post("/webhooks", context.idempotencyKey());
    }

    @RollbackExecution
    void remove(Payments payments) throws IOException, InterruptedException {
        payments.delete("/webhooks");
    }
}
