package io.flamingock.cli;

import io.flamingock.audit.Head;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "report",
        description = {
            "A page for people, in one file that needs nothing else: issues, changes by target system, runs, decisions,"
                    + " durations, and whether the log is as it was written.",
            "It is written in any case; exits with 3 where a human must decide about a change, with 5 where the log"
                    + " was altered, with 8 where the store has no log of the service."
        })
final class ReportCommand implements LogCommand {

    /** What it is written as. */
    enum Format {
        html,
        json
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; html without it and without --json")
    @Nullable
    Format format;

    @Option(
            names = "--expect-head",
            paramLabel = "SEQ:HASH",
            description = "A head that must be in the log, as in 'audit verify'")
    @Nullable
    String expected;

    @Mixin
    Destination destination = new Destination();

    @Override
    public int call(Session session) {
        if (session.options().json && format == Format.html) {
            throw new UsageException("--json and --format html are two answers to one question: say one of them");
        }
        @Nullable Head head = expected == null ? null : AuditVerify.head(expected);
        LogReport report = LogReport.of(session.flamingock(), head);
        String text = session.options().json || format == Format.json
                ? document(report, session)
                : new ReportPage(report, session).text();
        destination.write(session, "report", out -> out.print(text));
        if (report.exitCode() == ExitCode.NO_LOG) {
            session.say(NoLogException.text(session));
        }
        return report.exitCode();
    }

    private static String document(LogReport report, Session session) {
        Map<String, @Nullable Object> document = session.document(report.exitCode());
        document.put("service", session.address().service());
        ReportDocument.fill(document, report, session);
        return Json.pretty(document) + "\n";
    }
}
