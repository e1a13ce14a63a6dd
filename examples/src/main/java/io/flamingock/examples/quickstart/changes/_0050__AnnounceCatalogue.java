package io.flamingock.examples.quickstart.changes;

import io.flamingock.api.ChangeContext;
import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.TargetSystem;
import io.flamingock.examples.quickstart.postoffice.PostOffice;
import java.io.IOException;

/**
 * Orders a mailing to all customers. A letter cannot be unsent, so there is no rollback: after a failure nobody but a
 * human can say whether the order was taken. Flamingock stops then, and asks.
 */
@TargetSystem("post-office")
@ChangeUnit(id = "announce-catalogue", author = "shop-team", description = "a letter to every customer")
class _0050__AnnounceCatalogue {

    @Execution
    void announce(PostOffice postOffice, ChangeContext context) throws IOException, InterruptedException {
        postOffice.post("/mailings/new-catalogue", context.idempotencyKey());
    }
}
