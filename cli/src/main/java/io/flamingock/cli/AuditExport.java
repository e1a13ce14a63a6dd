package io.flamingock.cli;

import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.Field;
import io.flamingock.audit.Fields;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "export", description = "The entries of the log for other programs, in UTF-8.")
final class AuditExport implements LogCommand {

    /** What they are written as. */
    enum Format {
        csv,
        json,
        jsonl
    }

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}; json without it")
    Format format = Format.json;

    @Mixin
    Destination destination = new Destination();

    @Mixin
    EntryFilter filter = new EntryFilter();

    @Override
    public int call(Session session) {
        List<AuditEntry> entries = filter.of(session);
        destination.write(
                session,
                entries.size() + (entries.size() == 1 ? " entry" : " entries"),
                out -> write(entries, session, out));
        return ExitCode.DONE;
    }

    private void write(List<AuditEntry> entries, Session session, PrintStream out) {
        switch (format) {
            case json -> {
                Map<String, @Nullable Object> document = session.document(ExitCode.DONE);
                document.put("service", session.address().service());
                document.put("entries", entries.stream().map(Shown::document).toList());
                out.print(Json.pretty(document) + "\n");
            }
            case jsonl -> entries.forEach(entry -> out.print(Json.line(Shown.document(entry)) + "\n"));
            case csv -> {
                out.print(Stream.of(Field.values()).map(Field::column).collect(Collectors.joining(",")) + "\r\n");
                entries.forEach(entry -> out.print(row(entry) + "\r\n"));
            }
        }
    }

    private static String row(AuditEntry entry) {
        Fields fields = Fields.of(entry);
        return Stream.of(Field.values()).map(field -> cell(fields.get(field))).collect(Collectors.joining(","));
    }

    /** A spreadsheet takes what begins like this for a formula, and would compute it: an apostrophe makes it text. */
    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        if (value instanceof String && !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        return text.matches("(?s).*[\",\\r\\n'].*") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }
}
