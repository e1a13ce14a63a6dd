package io.flamingock.cli;

import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Subject;
import io.flamingock.cli.Table.Paint;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "The entries of the log, in order.")
final class AuditList implements LogCommand {

    @Mixin
    EntryFilter filter = new EntryFilter();

    @Override
    public int call(Session session) {
        List<AuditEntry> entries = filter.of(session);
        if (session.options().json) {
            Map<String, @Nullable Object> document = session.document(ExitCode.DONE);
            document.put("service", session.address().service());
            document.put("entries", entries.stream().map(Shown::document).toList());
            session.printDocument(document);
            return ExitCode.DONE;
        }
        if (entries.isEmpty()) {
            session.say("no entry of '" + session.address().service() + "' is like that");
            return ExitCode.DONE;
        }
        Table table = new Table("SEQ", "WHEN", "STATE", "CHANGE", "ATTEMPT", "MODE", "BY", "NOTE");
        for (AuditEntry entry : entries) {
            @Nullable Subject subject = entry.subject();
            table.row(
                    paint(entry),
                    Long.toString(entry.seq()),
                    Shown.time(entry.written().time(), session.zone()),
                    entry.event().state().name(),
                    subject == null ? "" : subject.changeId(),
                    subject == null ? "" : Integer.toString(subject.attempt()),
                    subject == null ? "" : subject.mode().name(),
                    entry.written().runner().toString(),
                    note(entry));
        }
        session.print(table);
        return ExitCode.DONE;
    }

    private static String note(AuditEntry entry) {
        return entry.decision() != null
                ? entry.decision().describe()
                : entry.error() != null ? entry.error().summary() : "";
    }

    private static Paint paint(AuditEntry entry) {
        return switch (entry.event().state()) {
            case FAILED, ROLLBACK_FAILED -> Paint.BAD;
            case ROLLED_BACK, MARKED_ROLLED_BACK, LATE, TAKEN_OVER, FORCE_RELEASED -> Paint.WAITING;
            default -> Paint.PLAIN;
        };
    }
}
