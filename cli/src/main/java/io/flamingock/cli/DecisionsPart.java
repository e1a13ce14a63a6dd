package io.flamingock.cli;

import io.flamingock.api.Operation;
import io.flamingock.audit.AuditEntry.OperatorDecision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What operators have decided, undone, accepted or released, and their reasons. */
final class DecisionsPart {

    private static final int LISTED = 500;
    private static final int CHANGES = 20;

    private final Session session;
    private final PageParts parts;

    DecisionsPart(Session session, PageParts parts) {
        this.session = session;
        this.parts = parts;
    }

    Html html(List<LoggedRun> runs) {
        List<LoggedRun> decided = new ArrayList<>(
                runs.stream().filter(run -> run.decision() != null).toList());
        if (decided.isEmpty()) {
            return PageParts.paragraph("Nobody has decided anything.");
        }
        Collections.reverse(decided);
        int listed = Math.min(LISTED, decided.size());
        Html table = PageParts.table(
                listed < decided.size()
                        ? "The newest " + listed + " of " + decided.size() + " calls of operators"
                        : "All calls of operators, the newest first",
                List.of("When", "Who", "What", "Changes", "Reason", "Entries"),
                decided.stream().limit(LISTED).map(this::row));
        return listed == decided.size()
                ? table
                : Html.all(
                        table,
                        PageParts.paragraph("The whole log:"),
                        Html.tag("pre").of(session.commandLine("audit", "list")));
    }

    private Html row(LoggedRun run) {
        OperatorDecision decision = Objects.requireNonNull(run.decision());
        long from = run.first().seq();
        long to = run.last().seq();
        return PageParts.row(
                parts.time(run.began()),
                Html.text(decision.operator()),
                PageParts.inPieces(", ", what(run)),
                PageParts.prose(changes(run)),
                PageParts.prose(decision.reason()),
                Html.text(from == to ? Long.toString(from) : from + "\u2013" + to));
    }

    private static List<String> what(LoggedRun run) {
        boolean undo = run.entries().stream().anyMatch(entry -> entry.event().operation() == Operation.UNDO);
        return Stream.concat(undo ? Stream.of("undo") : Stream.of(), run.counts().stream())
                .toList();
    }

    private static String changes(LoggedRun run) {
        List<String> ids = run.attempts().stream()
                .map(attempt -> attempt.subject().changeId())
                .distinct()
                .toList();
        return ids.stream().limit(CHANGES).collect(Collectors.joining(", "))
                + (ids.size() > CHANGES ? " and " + (ids.size() - CHANGES) + " more" : "");
    }
}
