package io.flamingock.internal.change.found.late;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;

@ChangeUnit(id = "backfill-prices", order = "10")
public class BackfillPrices {
    @Execution
    public void execute() {}
}
