package io.flamingock.cli;

import io.flamingock.api.Issue;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "get", description = "All that is known about an issue, and the command for each possible finding.")
final class IssueGet implements LogCommand {

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The change; without it all issues are shown")
    @Nullable
    String id;

    @Override
    public int call(Session session) {
        return show(session, id, ExitCode.DONE);
    }

    /** Shows the issue of this change, or all of them; ends with that code, unless it is no issue. */
    static int show(Session session, @Nullable String id, int exitCode) {
        List<Issue> issues = session.flamingock().issues();
        if (issues.isEmpty()) {
            NoLogException.throwIfThereIsNone(session);
        }
        List<AuditEntry> log = session.flamingock().history();
        List<Issue> wanted = issues.stream()
                .filter(issue -> id == null || issue.changeId().equals(id))
                .toList();
        if (id != null && wanted.isEmpty()) {
            throw new UsageException("change '" + id + "' is no issue: " + stateOf(id, log) + ". Open are: "
                    + (issues.isEmpty()
                            ? "none"
                            : String.join(
                                    ", ", issues.stream().map(Issue::changeId).toList())));
        }
        if (session.options().json) {
            Map<String, @Nullable Object> document = session.document(exitCode);
            document.put("service", session.address().service());
            document.put(
                    "issues",
                    wanted.stream().map(it -> withEntries(it, log, session)).toList());
            session.printDocument(document);
            return exitCode;
        }
        if (wanted.isEmpty()) {
            session.say("nothing is to be decided");
        }
        wanted.forEach(issue -> session.print(new IssueText(session, issue).text(about(issue.changeId(), log)) + "\n"));
        return exitCode;
    }

    private static Map<String, @Nullable Object> withEntries(Issue issue, List<AuditEntry> log, Session session) {
        Map<String, @Nullable Object> document = Shown.document(issue, session);
        document.put(
                "entries",
                new ArrayList<>(about(issue.changeId(), log).stream()
                        .map(Shown::document)
                        .toList()));
        return document;
    }

    private static String stateOf(String id, List<AuditEntry> log) {
        List<AuditEntry> entries = about(id, log);
        if (entries.isEmpty()) {
            return "the log knows no change of that id";
        }
        return "its newest entry says "
                + entries.get(entries.size() - 1).describe().strip();
    }

    private static List<AuditEntry> about(String id, List<AuditEntry> log) {
        return log.stream()
                .filter(entry -> {
                    @Nullable Subject subject = entry.subject();
                    return subject != null && subject.changeId().equals(id);
                })
                .toList();
    }
}
