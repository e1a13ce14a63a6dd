package io.flamingock.mongodb;

import io.flamingock.audit.Lease;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A lease that was acquired, as owner and token: the document says whether it still is. */
record MongoLease(
        LeaseCollection leases,
        String service,
        String owner,
        long token,
        Optional<String> takenOverFrom,
        Duration length)
        implements Lease {

    @Override
    public boolean renew(@Nullable String currentChange) {
        return leases.renew(service, owner, token, length, currentChange);
    }

    @Override
    public boolean release() {
        return leases.release(service, owner, token);
    }
}
