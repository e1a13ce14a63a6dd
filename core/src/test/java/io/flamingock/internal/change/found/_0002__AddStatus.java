package io.flamingock.internal.change.found;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.RollbackExecution;
import io.flamingock.memory.InMemoryRecords;

@ChangeUnit(id = "add-status", author = "platform-team")
class _0002__AddStatus {

    static {
        io.flamingock.internal.change.ChangesTest.INITIALISED.incrementAndGet();
    }

    @Execution
    void apply(InMemoryRecords records) {
        records.put("status", "active");
    }

    @RollbackExecution
    void takeBack(InMemoryRecords records) {
        records.remove("status");
    }
}
