package io.flamingock.safety.control;

import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.Head;
import io.flamingock.tck.forwarding.ForwardingAuditLog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps each intent back until something is appended after it. */
final class LogWithoutIntent extends ForwardingAuditLog {

    private @Nullable AuditEntry kept;
    private Head before = Head.EMPTY;

    LogWithoutIntent(AuditLog log) {
        super(log);
    }

    @Override
    public Head append(Head expected, List<AuditEntry> entries) {
        List<AuditEntry> all = new ArrayList<>(entries);
        Head head = expected;
        if (kept != null && kept.head().equals(expected)) {
            all.add(0, kept);
            head = before;
        }
        kept = null;
        AuditEntry last = all.get(all.size() - 1);
        if (last.event().state() == State.STARTED) {
            all.remove(all.size() - 1);
            head = all.isEmpty() ? head : super.append(head, all);
            before = head;
            kept = last;
            return last.head();
        }
        return super.append(head, all);
    }
}
