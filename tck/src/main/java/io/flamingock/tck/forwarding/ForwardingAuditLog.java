package io.flamingock.tck.forwarding;

import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.Head;
import io.flamingock.targets.TargetTransaction;
import java.util.List;
import java.util.Optional;

/** A log that hands everything to another one. */
public class ForwardingAuditLog implements AuditLog {

    private final AuditLog log;

    /**
     * For subclasses that override what they change.
     *
     * @param log what everything is handed to
     */
    public ForwardingAuditLog(AuditLog log) {
        this.log = log;
    }

    @Override
    public void create() {
        log.create();
    }

    @Override
    public Optional<AuditEntry> newest() {
        return log.newest();
    }

    @Override
    public List<AuditEntry> read(long afterSeq) {
        return log.read(afterSeq);
    }

    @Override
    public Head append(Head expected, List<AuditEntry> entries) {
        return log.append(expected, entries);
    }

    @Override
    public Head append(Head expected, List<AuditEntry> entries, TargetTransaction transaction) {
        return log.append(expected, entries, ForwardingTransaction.innermost(transaction));
    }

    @Override
    public Head occupy(Head expected, AuditEntry entry) {
        return log.occupy(expected, entry);
    }
}
