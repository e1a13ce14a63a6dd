package io.flamingock.sql;

import io.flamingock.audit.Lease;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A lease that was acquired, as owner and token: the row says whether it still is. */
record SqlLease(
        LeaseTable table, String service, String owner, long token, Optional<String> takenOverFrom, Duration length)
        implements Lease {

    @Override
    public boolean renew(@Nullable String currentChange) {
        return table.renew(service, owner, token, length, currentChange);
    }

    @Override
    public boolean release() {
        return table.release(service, owner, token);
    }
}
