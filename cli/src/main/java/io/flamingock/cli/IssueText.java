package io.flamingock.cli;

import io.flamingock.api.Issue;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Subject;
import io.flamingock.audit.ErrorRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** All that is known about an issue, and the command line for each possible finding. */
final class IssueText {

    /** To be replaced by whoever pastes the command: it stands in the log for ever. */
    static final String REASON = "<what you have seen>";

    private final Session session;
    private final Issue issue;

    IssueText(Session session, Issue issue) {
        this.session = session;
        this.issue = issue;
    }

    /** What records this finding. */
    String command(String finding) {
        List<String> words = new ArrayList<>(List.of("issue", "resolve"));
        boolean looksLikeAnOption = issue.changeId().startsWith("-");
        if (!looksLikeAnOption) {
            words.add(issue.changeId());
        }
        words.addAll(List.of("--seq", Long.toString(issue.seq()), "--as", finding, "--reason", REASON));
        if (looksLikeAnOption) {
            words.addAll(List.of("--", issue.changeId()));
        }
        return session.commandLine(words.toArray(String[]::new));
    }

    String text(List<AuditEntry> history) {
        List<String> lines = new ArrayList<>();
        lines.add("change " + issue.changeId() + " is " + issue.state() + " (entry " + issue.seq() + ", attempt "
                + issue.attempt() + ", " + issue.operation().name().toLowerCase(Locale.ROOT) + ", mode "
                + issue.where().mode() + ")");
        lines.add("  why      " + issue.why());
        lines.add("  target   " + issue.where().target());
        lines.add("  source   " + issue.where().source());
        lines.add("  key      " + issue.where().idempotencyKey() + " (the idempotency key that its body was given)");
        addAttempts(lines, history);
        addError(lines, history);
        addFindings(lines);
        return String.join("\n", lines);
    }

    private void addAttempts(List<String> lines, List<AuditEntry> history) {
        lines.add("");
        lines.add("What the log has about it:");
        history.forEach(entry -> {
            lines.add("  " + entry.describe());
            entry.metadata().forEach((name, value) -> lines.add("       " + name + ": " + value));
        });
    }

    /** The newest of this attempt: that of an earlier one would look like the reason why this one is open. */
    private void addError(List<String> lines, List<AuditEntry> history) {
        lines.add("");
        for (int i = history.size() - 1; i >= 0; i--) {
            @Nullable ErrorRecord error = history.get(i).error();
            if (error != null && isOfThisAttempt(history.get(i))) {
                lines.add("The error of entry " + history.get(i).seq() + ":");
                String shown = session.options().verbose ? error.trace() : error.inFull();
                shown.strip().lines().forEach(line -> lines.add("  " + line));
                return;
            }
        }
        lines.add("No error of attempt " + issue.attempt() + " was recorded.");
    }

    private boolean isOfThisAttempt(AuditEntry entry) {
        @Nullable Subject subject = entry.subject();
        return subject != null && subject.attempt() == issue.attempt();
    }

    private void addFindings(List<String> lines) {
        lines.add("");
        if (!issue.resolvable()) {
            lines.add("Nothing is to be recorded: " + issue.why());
            return;
        }
        lines.add("Make sure that the process which ran it has ended. Look at target system '"
                + issue.where().target() + "' for the effect");
        lines.add("of " + issue.where().source() + "; where it is there in part, complete it or remove it.");
        lines.add("Then record what you found:");
        lines.add("  it is there completely:");
        lines.add("    " + command("executed"));
        lines.add("  nothing of it is there:");
        lines.add("    " + command("rolled-back"));
        if (session.address().isSecret()) {
            lines.add("with the address of the store in " + Environment.STORE.variable()
                    + ", for there is a password in it");
        }
    }
}
