package io.flamingock.examples.quickstart.changes;

import io.flamingock.api.ChangeContext;
import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.RollbackExecution;
import io.flamingock.api.TargetSystem;
import io.flamingock.examples.quickstart.postoffice.PostOffice;
import java.io.IOException;

/**
 * Asks a partner's service to tell the shop about deliveries.
 *
 * <p>No transaction reaches that far: the log has an intent before the call and the outcome after it. Should the call
 * fail, the rollback is called. The idempotency key is the same for attempts that may overlap, so the partner can tell
 * a repeated call from a second wish.
 */
@TargetSystem("post-office")
@ChangeUnit(id = "subscribe-to-deliveries", author = "shop-team")
class _0040__SubscribeToDeliveries {

    @Execution
    void subscribe(PostOffice postOffice, ChangeContext context) throws IOException, InterruptedException {
        postOffice.post("/subscriptions/deliveries", context.idempotencyKey());
    }

    @RollbackExecution
    void cancel(PostOffice postOffice) throws IOException, InterruptedException {
        postOffice.delete("/subscriptions/deliveries");
    }
}
