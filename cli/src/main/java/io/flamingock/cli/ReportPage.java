package io.flamingock.cli;

import io.flamingock.api.ChangeStatus;
import io.flamingock.api.ChangeStatus.Next;
import io.flamingock.api.Verification;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.LeaseRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A report for people: one page that refers to nothing outside it, and does nothing. */
final class ReportPage {

    private final LogReport report;
    private final Session session;
    private final PageParts parts;
    private final List<LoggedRun> runs;

    ReportPage(LogReport report, Session session) {
        this.report = report;
        this.session = session;
        this.parts = new PageParts(session);
        this.runs = LoggedRun.of(report.entries());
    }

    String text() {
        Map<String, Html> content = new LinkedHashMap<>();
        content.put("title", Html.text("Changes of " + session.address().service()));
        content.put("made", Html.all(Html.text("As the log said on "), parts.time(report.made())));
        content.put("summary", summary());
        content.put("issues", new IssuesPart(report, session, parts).html());
        content.put("changes", new ChangesPart(parts).html(report.standing()));
        content.put("runs", new RunsPart(session, parts).html(runs));
        content.put("decisions", new DecisionsPart(session, parts).html(runs));
        content.put("durations", DurationsPart.html(runs));
        content.put("chain", chain());
        content.put("program", Html.text(new Version().getVersion()[0]));
        content.put("zone", Html.text(session.zone().getId()));
        return Template.named("report.html").filled(content);
    }

    private Html summary() {
        List<Html> facts = new ArrayList<>();
        facts.add(PageParts.fact("The log", chainInBrief()));
        facts.add(PageParts.fact("Issues", issuesInBrief()));
        facts.add(PageParts.fact("Changes", changesInBrief()));
        facts.add(PageParts.fact("Size", Html.text(sizeInBrief())));
        report.lease()
                .filter(LeaseRow::isHeld)
                .ifPresent(lease -> facts.add(PageParts.fact(
                        "Running now",
                        Html.text(lease.describe() + ". What it has begun is not ended: make the report again"
                                + " when it is done"))));
        Html all = Html.tag("dl").with("class", "facts").of(facts);
        return report.ofOneMoment()
                ? all
                : Html.all(
                        all,
                        PageParts.paragraph("The log has grown again and again while it was read: parts of this page"
                                + " are older than others."));
    }

    private Html chainInBrief() {
        Verification verification = report.verification();
        return verification.problem() == null
                ? PageParts.marked(
                        PageParts.Look.GOOD,
                        "As it was written, as far as a chain shows: "
                                + PageParts.count(verification.checked(), "entry", "entries"))
                : PageParts.marked(PageParts.Look.BAD, "NOT as it was written: " + verification.problem());
    }

    private Html issuesInBrief() {
        LogReport.@Nullable Standing standing = report.standing();
        if (standing == null) {
            return PageParts.marked(PageParts.Look.BAD, PageParts.UNREADABLE);
        }
        int open = standing.issues().size();
        return open == 0
                ? PageParts.marked(PageParts.Look.GOOD, "None: nothing is to be decided")
                : PageParts.marked(PageParts.Look.BAD, open + " open: the next run stops until somebody has decided");
    }

    private Html changesInBrief() {
        LogReport.@Nullable Standing standing = report.standing();
        if (standing == null) {
            return PageParts.marked(PageParts.Look.BAD, PageParts.UNREADABLE);
        }
        List<ChangeStatus> changes = standing.changes();
        return Html.text(changes.size() + " in the log: " + count(changes, Next.NOTHING) + " done, "
                + count(changes, Next.DECIDE) + " to be decided, " + count(changes, Next.RUN) + " for the next run, "
                + count(changes, Next.SETTLE) + " to be settled by it");
    }

    private static long count(List<ChangeStatus> changes, Next next) {
        return changes.stream().filter(change -> change.next() == next).count();
    }

    private String sizeInBrief() {
        return PageParts.count(report.entries().size(), "entry", "entries") + " of "
                + PageParts.count(runs.size(), "run or call of an operator", "runs and calls of operators");
    }

    private Html chain() {
        Verification verification = report.verification();
        List<Html> html = new ArrayList<>();
        html.add(Html.tag("p").of(chainInBrief()));
        List<Html> facts = new ArrayList<>();
        facts.add(PageParts.fact(
                verification.isValid() ? "Head of the log" : "Last entry that is as it was written",
                Html.tag("code").of(verification.head())));
        newestChecked()
                .ifPresent(entry -> facts.add(
                        PageParts.fact("Written", parts.time(entry.written().time()))));
        facts.add(PageParts.fact(
                "Entries read", Html.text(Integer.toString(report.entries().size()))));
        facts.add(PageParts.fact(
                "Expected head",
                report.expected() == null
                        ? Html.text("none was named")
                        : Html.tag("code").of(report.expected().toString())));
        html.add(Html.tag("dl").with("class", "facts").of(facts));
        html.add(PageParts.paragraph("Each entry holds the hash of the one before it, so that an entry which was"
                + " altered, removed or put in by hand shows. That the last entries were cut off, or the whole chain"
                + " computed anew, shows only against a head that somebody kept: every run logs its own. Keep the one"
                + " above, and hold the log against it later:"));
        html.add(Html.tag("pre").of(session.commandLine("audit", "verify", "--expect-head", verification.head())));
        return Html.all(html);
    }

    private Optional<AuditEntry> newestChecked() {
        long checked = report.verification().checked();
        return report.entries().stream().filter(entry -> entry.seq() == checked).findFirst();
    }
}
