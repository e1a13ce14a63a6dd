package io.flamingock.cli;

import io.flamingock.api.Issue;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Subject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a human must decide about, with all that {@code issue get} says. */
final class IssuesPart {

    private static final int IN_FULL = 50;
    private static final int NEWEST = 10;

    private final LogReport report;
    private final Session session;
    private final PageParts parts;

    IssuesPart(LogReport report, Session session, PageParts parts) {
        this.report = report;
        this.session = session;
        this.parts = parts;
    }

    Html html() {
        LogReport.@Nullable Standing standing = report.standing();
        if (standing == null) {
            return PageParts.paragraph("What is open " + PageParts.UNREADABLE + ".");
        }
        List<Issue> issues = standing.issues();
        if (issues.isEmpty()) {
            return PageParts.paragraph("None.");
        }
        List<Html> html = new ArrayList<>();
        issues.stream().limit(IN_FULL).forEach(issue -> html.add(html(issue)));
        if (issues.size() > IN_FULL) {
            html.add(PageParts.paragraph((issues.size() - IN_FULL) + " more are open; this lists them all:"));
            html.add(Html.tag("pre").of(session.commandLine("issue", "list")));
        }
        return Html.all(html);
    }

    private Html html(Issue issue) {
        List<Html> facts = new ArrayList<>();
        facts.add(PageParts.fact(
                "State",
                Html.all(
                        PageParts.state(issue.state()),
                        Html.text(", entry " + issue.seq() + ", attempt " + issue.attempt() + ", " + issue.operation()
                                + ", mode " + issue.where().mode()))));
        facts.add(PageParts.fact("Why", Html.text(issue.why())));
        facts.add(PageParts.fact(
                "Target system",
                Html.text(
                        issue.where().target() + ", changed by " + issue.where().source())));
        facts.add(PageParts.fact(
                "Idempotency key", Html.tag("code").of(issue.where().idempotencyKey())));
        List<Html> html = new ArrayList<>();
        html.add(Html.tag("h3").of(issue.changeId()));
        html.add(Html.tag("dl").with("class", "facts").of(facts));
        if (issue.error() != null) {
            html.add(PageParts.paragraph("The error:"));
            html.add(Html.tag("pre").of(issue.error()));
        }
        html.addAll(attempts(issue));
        html.addAll(findings(issue));
        return Html.tag("article").with("class", "issue").of(html);
    }

    private List<Html> attempts(Issue issue) {
        List<AuditEntry> about = report.entries().stream()
                .filter(entry -> {
                    @Nullable Subject subject = entry.subject();
                    return subject != null && subject.changeId().equals(issue.changeId());
                })
                .toList();
        List<AuditEntry> newest = about.subList(Math.max(0, about.size() - NEWEST), about.size());
        String caption = "What the log has about it"
                + (newest.size() < about.size() ? ": the newest " + NEWEST + " of " + about.size() + " entries" : "");
        return List.of(PageParts.table(
                caption,
                List.of("Entry", "State", "When", "By"),
                newest.stream()
                        .map(entry -> PageParts.row(
                                Html.text(Long.toString(entry.seq())),
                                PageParts.state(entry.event().state()),
                                parts.time(entry.written().time()),
                                PageParts.prose(
                                        entry.decision() == null
                                                ? entry.written().runner().toString()
                                                : entry.decision().describe())))));
    }

    private List<Html> findings(Issue issue) {
        if (!issue.resolvable()) {
            return List.of(PageParts.paragraph("Nothing is to be recorded: " + issue.why()));
        }
        IssueText text = new IssueText(session, issue);
        List<Html> html = new ArrayList<>();
        html.add(PageParts.paragraph("Make sure that the process which ran it has ended. Look at the target system for"
                + " the effect; where it is there in part, complete it or remove it. Then record what you"
                + " found. It is there completely:"));
        html.add(Html.tag("pre").of(text.command("executed")));
        html.add(PageParts.paragraph("Nothing of it is there:"));
        html.add(Html.tag("pre").of(text.command("rolled-back")));
        if (session.address().isSecret()) {
            html.add(PageParts.paragraph("Both with the address of the store in " + Environment.STORE.variable()
                    + ", for there is a password in it."));
        }
        return html;
    }
}
