package io.flamingock.examples.many.changes;

import io.flamingock.api.ChangeContext;
import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.RollbackExecution;
import io.flamingock.api.TargetSystem;
import io.flamingock.examples.many.Payments;
import java.io.IOException;

/** It costs money, so nobody asks for it again who does not know what became of the first request. */
@TargetSystem("payments")
@ChangeUnit(id = "open-merchant-account", author = "payments-team")
class _05__OpenMerchantAccount {

    @Execution
    void open(Payments payments, ChangeContext context) throws IOException, InterruptedException {
        payments.post("/accounts", context.idempotencyKey());
    }

    @RollbackExecution
    void close(Payments payments) throws IOException, InterruptedException {
        payments.delete("/accounts");
    }
}
