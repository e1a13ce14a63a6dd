package io.flamingock.safety.control;

import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.Head;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.tck.forwarding.ForwardingAuditLog;
import java.util.List;

/** Inserts an outcome of mode SHARED whether or not its intent is the entry before it. */
final class LogWithoutCondition extends ForwardingAuditLog {

    LogWithoutCondition(AuditLog log) {
        super(log);
    }

    @Override
    public Head append(Head expected, List<AuditEntry> entries, TargetTransaction transaction) {
        boolean intent = entries.get(0).event().state() == State.STARTED;
        return super.append(intent ? expected : Head.EMPTY, entries, transaction); // of an empty log nothing is asked
    }
}
