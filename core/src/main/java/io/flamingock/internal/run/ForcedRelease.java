package io.flamingock.internal.run;

import io.flamingock.api.RefusedException;
import io.flamingock.api.State;
import io.flamingock.audit.AuditConflictException;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Content;
import io.flamingock.audit.AuditEntry.OperatorDecision;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.Head;
import io.flamingock.audit.LeaseRow;
import io.flamingock.internal.plan.History;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Releases by force what another holds: the fence first, then the lease (protocol §1). */
final class ForcedRelease {

    private static final Logger LOG = LoggerFactory.getLogger(ForcedRelease.class);

    private final Settings settings;
    private final Entries entries;
    private final OperatorDecision decision;

    ForcedRelease(Settings settings, Entries entries, OperatorDecision decision) {
        this.settings = settings;
        this.entries = entries;
        this.decision = decision;
    }

    void release(long token) {
        LeaseRow row = settings.store()
                .lease(settings.service())
                .filter(LeaseRow::isHeld)
                .orElseThrow(() -> new RefusedException(
                        "the lease of '" + settings.service() + "' is not held: there is nothing to release"));
        if (row.token() != token) {
            throw new RefusedException("the lease has the token " + row.token() + ", not " + token + ": it is held by "
                    + row.describe() + ". Nothing was released");
        }
        appendFence(row);
        if (!settings.store().release(settings.service(), token)) {
            throw new RefusedException("the lease was released or taken over meanwhile; the fence stands in the log");
        }
        LOG.info(
                "the lease of '{}' was released by force: it was held by {}; {}",
                settings.service(),
                row.describe(),
                decision.describe());
    }

    private void appendFence(LeaseRow row) {
        AuditLog log = settings.store().log(settings.service());
        log.create(); // who died right after acquiring has not
        Content fence = entries.fence(State.FORCE_RELEASED, Map.of("from", row.describe()), decision);
        while (true) {
            Head head = History.of(log.read(0)).head();
            try {
                Head unused = log.append(head, List.of(AuditEntry.after(head, settings.service(), fence)));
                return;
            } catch (AuditConflictException e) {
                // the holder wrote in between: once more at the new head
            }
        }
    }
}
