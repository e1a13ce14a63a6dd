package io.flamingock.internal.run;

import io.flamingock.api.RunListener;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.Runner;
import io.flamingock.internal.plan.Policies;
import java.time.Clock;
import java.util.List;

/**
 * What the builder was told that is not about changes.
 *
 * @param clock for the times in the log, which are information only
 */
public record Settings(
        String service,
        Runner runner,
        AuditStore store,
        Timing timing,
        Policies policies,
        List<RunListener> listeners,
        Clock clock) {}
