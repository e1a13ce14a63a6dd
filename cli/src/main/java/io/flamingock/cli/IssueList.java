package io.flamingock.cli;

import io.flamingock.api.Issue;
import io.flamingock.cli.Table.Paint;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(name = "list", description = "What is open, and why. Exits with 3 where something is.")
final class IssueList implements LogCommand {

    @Override
    public int call(Session session) {
        List<Issue> issues = session.flamingock().issues();
        if (issues.isEmpty()) {
            NoLogException.throwIfThereIsNone(session);
        }
        int exitCode = issues.isEmpty() ? ExitCode.DONE : ExitCode.ISSUE;
        if (session.options().json) {
            Map<String, @Nullable Object> document = session.document(exitCode);
            document.put("service", session.address().service());
            document.put(
                    "issues",
                    issues.stream().map(issue -> Shown.document(issue, session)).toList());
            session.printDocument(document);
            return exitCode;
        }
        if (issues.isEmpty()) {
            session.say("nothing is to be decided");
            return exitCode;
        }
        Table table = new Table("CHANGE", "SEQ", "STATE", "TARGET", "MODE", "WHY");
        issues.forEach(issue -> table.row(
                Paint.BAD,
                issue.changeId(),
                Long.toString(issue.seq()),
                issue.state().name(),
                issue.where().target(),
                issue.where().mode().name(),
                issue.why()));
        session.print(table);
        session.say("what to look at, and the command for each finding: "
                + session.commandLine("issue", "get", issues.get(0).changeId()));
        return exitCode;
    }
}
