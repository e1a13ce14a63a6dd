package io.flamingock.safety.control;

import io.flamingock.audit.AuditConflictException;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.Head;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.tck.forwarding.ForwardingAuditLog;
import java.util.ArrayList;
import java.util.List;

/** Appends at the head that is there now, whatever was read before. */
final class LogWithoutCompare extends ForwardingAuditLog {

    LogWithoutCompare(AuditLog log) {
        super(log);
    }

    @Override
    public Head append(Head expected, List<AuditEntry> entries) {
        Head head = expected;
        while (true) {
            try {
                return super.append(head, after(head, entries));
            } catch (AuditConflictException e) {
                head = headNow();
            }
        }
    }

    @Override
    public Head append(Head expected, List<AuditEntry> entries, TargetTransaction transaction) {
        Head newest = headNow();
        Head head = newest.seq() > expected.seq() ? newest : expected;
        return super.append(head, after(head, entries), transaction);
    }

    private Head headNow() {
        List<AuditEntry> entries = super.read(0);
        return entries.isEmpty() ? Head.EMPTY : entries.get(entries.size() - 1).head();
    }

    private static List<AuditEntry> after(Head head, List<AuditEntry> entries) {
        List<AuditEntry> moved = new ArrayList<>();
        Head last = head;
        for (AuditEntry entry : entries) {
            AuditEntry next = AuditEntry.after(
                    last,
                    entry.service(),
                    new AuditEntry.Content(
                            entry.event(),
                            entry.subject(),
                            entry.written(),
                            entry.error(),
                            entry.decision(),
                            entry.metadata()));
            moved.add(next);
            last = next.head();
        }
        return moved;
    }
}
