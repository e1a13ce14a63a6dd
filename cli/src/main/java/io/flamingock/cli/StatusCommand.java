package io.flamingock.cli;

import io.flamingock.api.ChangeStatus;
import io.flamingock.api.ChangeStatus.Last;
import io.flamingock.api.ChangeStatus.Next;
import io.flamingock.cli.Table.Paint;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
        name = "status",
        description = {
            "How each change stands, by what the log says: issues first.",
            "Exits with 3 where a human must decide about one, with 8 where the store has no log of the service."
        })
final class StatusCommand implements LogCommand {

    @Override
    public int call(Session session) {
        List<ChangeStatus> changes = session.flamingock().status().stream()
                .sorted(Comparator.comparing(change -> change.next() != Next.DECIDE))
                .toList();
        if (changes.isEmpty()) {
            NoLogException.throwIfThereIsNone(session);
        }
        long issues = changes.stream().filter(it -> it.next() == Next.DECIDE).count();
        int exitCode = issues == 0 ? ExitCode.DONE : ExitCode.ISSUE;
        if (session.options().json) {
            Map<String, @Nullable Object> document = session.document(exitCode);
            document.put("service", session.address().service());
            document.put("changes", changes.stream().map(Shown::document).toList());
            session.printDocument(document);
            return exitCode;
        }
        if (changes.isEmpty()) {
            session.say("the log of '" + session.address().service() + "' has no changes");
            return exitCode;
        }
        print(changes, session);
        if (issues > 0) {
            session.say(issues + (issues == 1 ? " change is" : " changes are") + " to be decided about: "
                    + session.commandLine("issue", "get"));
        }
        return exitCode;
    }

    private static void print(List<ChangeStatus> changes, Session session) {
        Table table = new Table("CHANGE", "STATE", "WHEN", "BY", "TARGET", "TOOK", "NEXT", "WHY");
        for (ChangeStatus change : changes) {
            @Nullable Last last = change.last();
            table.row(
                    paint(change),
                    change.changeId(),
                    last == null ? "" : last.state().name(),
                    last == null ? "" : Shown.time(last.time(), session.zone()),
                    last == null ? "" : last.operator() == null ? last.runner() : last.operator(),
                    change.target(),
                    last == null ? "" : Shown.duration(last.duration()),
                    change.next().name().toLowerCase(Locale.ROOT),
                    change.why());
        }
        session.print(table);
    }

    private static Paint paint(ChangeStatus change) {
        return switch (change.next()) {
            case DECIDE -> Paint.BAD;
            case RUN, SETTLE -> Paint.WAITING;
            case NOTHING -> Paint.GOOD;
        };
    }
}
