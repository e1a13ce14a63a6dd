package io.flamingock.memory;

import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Kind;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.Field;
import io.flamingock.audit.Fields;
import io.flamingock.audit.Head;
import io.flamingock.targets.TargetTransaction;
import java.util.List;
import java.util.Optional;

/** The log of one service. */
final class InMemoryLog implements AuditLog {

    private final InMemoryDatabase database;
    private final String service;

    InMemoryLog(InMemoryDatabase database, String service) {
        this.database = database;
        this.service = service;
    }

    @Override
    public void create() {
        database.createAudit();
    }

    @Override
    public Optional<AuditEntry> newest() {
        List<Fields> entries = database.committedEntries(service);
        for (int i = entries.size() - 1; i >= 0; i--) {
            Fields fields = entries.get(i);
            if (!Kind.LOCK.name().equals(fields.get(Field.KIND))
                    && !State.LATE.name().equals(fields.get(Field.STATE))) {
                return Optional.of(fields.toEntry());
            }
        }
        return Optional.empty();
    }

    @Override
    public List<AuditEntry> read(long afterSeq) {
        return AuditEntry.of(
                database.committedEntries(service).stream().skip(afterSeq).toList());
    }

    @Override
    public Head append(Head expected, List<AuditEntry> entries) {
        checkFollow(expected, entries);
        database.autoCommit(transaction -> transaction.append(service, expected, entries));
        return headOf(entries);
    }

    @Override
    public Head append(Head expected, List<AuditEntry> entries, TargetTransaction transaction) {
        checkFollow(expected, entries);
        if (!(transaction instanceof InMemoryTransaction mine) || !mine.belongsTo(database)) {
            throw new IllegalArgumentException("the transaction is not one of this in-memory database: " + transaction);
        }
        mine.append(service, expected, entries);
        return headOf(entries);
    }

    @Override
    public Head occupy(Head expected, AuditEntry entry) {
        checkFollow(expected, List.of(entry));
        database.insist(transaction -> transaction.append(service, expected, List.of(entry)));
        return entry.head();
    }

    private void checkFollow(Head expected, List<AuditEntry> entries) {
        Head head = expected;
        for (AuditEntry entry : entries) {
            if (!entry.service().equals(service)
                    || entry.seq() != head.seq() + 1
                    || !entry.chain().prevHash().equals(head.hash())) {
                throw new IllegalArgumentException("entry " + entry.seq() + " of '" + entry.service()
                        + "' does not follow " + head + " of '" + service + "'");
            }
            head = entry.head();
        }
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("no entries to append");
        }
    }

    private static Head headOf(List<AuditEntry> entries) {
        return entries.get(entries.size() - 1).head();
    }
}
