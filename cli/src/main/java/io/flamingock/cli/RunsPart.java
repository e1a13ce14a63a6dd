package io.flamingock.cli;

import io.flamingock.audit.AuditEntry.OperatorDecision;
import io.flamingock.audit.ErrorRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When what ran, and what came of it: drawn for the newest, in a table for more of them, the newest first. */
final class RunsPart {

    private static final int DRAWN = 40;
    private static final int LISTED = 200;
    private static final int ATTEMPTS = 20;

    private final Session session;
    private final PageParts parts;

    RunsPart(Session session, PageParts parts) {
        this.session = session;
        this.parts = parts;
    }

    Html html(List<LoggedRun> runs) {
        if (runs.isEmpty()) {
            return PageParts.paragraph("Nothing has run yet.");
        }
        List<LoggedRun> newestFirst = new ArrayList<>(runs);
        Collections.reverse(newestFirst);
        List<LoggedRun> drawn = newestFirst.subList(0, Math.min(DRAWN, runs.size()));
        List<LoggedRun> listed = newestFirst.subList(0, Math.min(LISTED, runs.size()));
        List<Html> html = new ArrayList<>();
        html.add(PageParts.wide("Timeline of runs", new Timeline(session.zone(), drawn).html()));
        html.add(PageParts.table(
                listed.size() < runs.size()
                        ? "The newest " + listed.size() + " of " + runs.size() + " runs and calls of operators"
                        : "All runs and calls of operators, the newest first",
                List.of("Began", "By", "What came of it", "Changes", "Entries"),
                listed.stream().map(this::row)));
        if (listed.size() < runs.size()) {
            html.add(PageParts.paragraph("The whole log:"));
            html.add(Html.tag("pre").of(session.commandLine("audit", "list")));
        }
        return Html.all(html);
    }

    private Html row(LoggedRun run) {
        @Nullable OperatorDecision decision = run.decision();
        String runner = run.first().written().runner().toString();
        long from = run.first().seq();
        long to = run.last().seq();
        return PageParts.row(
                parts.time(run.began()),
                Html.text(decision == null ? runner : decision.operator() + " (operator), " + runner),
                PageParts.marked(look(run), PageParts.inPieces(", ", run.counts())),
                changes(run),
                Html.text(from == to ? Long.toString(from) : from + "\u2013" + to));
    }

    private static PageParts.Look look(LoggedRun run) {
        return switch (run.kin()) {
            case WELL -> PageParts.Look.GOOD;
            case NOT_WELL -> PageParts.Look.BAD;
            case BY_OPERATOR -> PageParts.Look.BY_OPERATOR;
            case WITHOUT_CHANGES -> PageParts.Look.OTHER;
        };
    }

    /** Of a long run those first that did not go well. */
    private static Html changes(LoggedRun run) {
        List<LoggedAttempt> attempts = run.attempts();
        List<LoggedAttempt> shown = attempts.size() <= ATTEMPTS
                ? attempts
                : Stream.concat(
                                attempts.stream().filter(it -> !it.isWell()),
                                attempts.stream().filter(LoggedAttempt::isWell))
                        .limit(ATTEMPTS)
                        .toList();
        List<Html> items = new ArrayList<>();
        shown.forEach(attempt -> items.add(Html.tag("li").of(item(attempt))));
        if (shown.size() < attempts.size()) {
            items.add(Html.tag("li").of("and " + (attempts.size() - shown.size()) + " more"));
        }
        return items.isEmpty()
                ? Html.text("none")
                : Html.tag("ul").with("class", "prose").of(items);
    }

    private static Html item(LoggedAttempt attempt) {
        @Nullable Duration duration = attempt.duration();
        @Nullable ErrorRecord error = attempt.error();
        return Html.all(
                Html.text(attempt.subject().changeId() + " "),
                PageParts.state(attempt.state()),
                Html.text((duration == null ? "" : " in " + Shown.duration(duration))
                        + (error == null ? "" : ": " + error.summary())));
    }
}
