package io.flamingock.cli;

import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.Field;
import io.flamingock.audit.Fields;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "One entry of the log, with all that is in it.")
final class AuditShow implements LogCommand {

    private static final int NAME_WIDTH = 20;

    @Parameters(paramLabel = "SEQ", description = "The number of the entry")
    long seq;

    @Override
    public int call(Session session) {
        List<AuditEntry> log = session.flamingock().history();
        if (log.isEmpty()) {
            NoLogException.throwIfThereIsNone(session);
        }
        AuditEntry entry = log.stream()
                .filter(it -> it.seq() == seq)
                .findFirst()
                .orElseThrow(() -> new UsageException("the log of '"
                        + session.address().service() + "' has no entry " + seq + ": it ends with "
                        + log.get(log.size() - 1).seq()));
        if (session.options().json) {
            Map<String, @Nullable Object> document = session.document(ExitCode.DONE);
            document.put("service", session.address().service());
            document.put("entries", List.of(Shown.document(entry)));
            session.printDocument(document);
            return ExitCode.DONE;
        }
        Fields.of(entry).forEach((field, value) -> {
            if (value != null && (field != Field.ERROR_TRACE || session.options().verbose)) {
                String name = field.column();
                String[] lines = value.toString().strip().split("\\R");
                session.print(name
                        + " ".repeat(Math.max(1, NAME_WIDTH - name.length()))
                        + String.join("\n" + " ".repeat(NAME_WIDTH), lines));
            }
        });
        return ExitCode.DONE;
    }
}
