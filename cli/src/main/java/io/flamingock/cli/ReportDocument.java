package io.flamingock.cli;

import io.flamingock.api.Verification;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.OperatorDecision;
import io.flamingock.audit.AuditEntry.Subject;
import io.flamingock.audit.ErrorRecord;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report for programs: nothing is left out of it, however long the log is. */
final class ReportDocument {

    private ReportDocument() {}

    static void fill(Map<String, @Nullable Object> document, LogReport report, Session session) {
        Verification verification = report.verification();
        document.put("made", report.made().toString());
        document.put("ofOneMoment", report.ofOneMoment());
        document.put("entryCount", report.entries().size());
        document.put("valid", verification.isValid());
        document.put("checked", verification.checked());
        document.put("head", verification.head());
        if (report.expected() != null) {
            document.put("expectedHead", report.expected().toString());
        }
        if (verification.problem() != null) {
            document.put("problem", verification.problem());
        }
        report.lease().ifPresent(lease -> document.put("lock", Shown.document(lease)));
        LogReport.@Nullable Standing standing = report.standing();
        if (standing != null) {
            document.put(
                    "changes", standing.changes().stream().map(Shown::document).toList());
            document.put(
                    "issues",
                    standing.issues().stream()
                            .map(issue -> Shown.document(issue, session))
                            .toList());
        }
        document.put(
                "runs",
                LoggedRun.of(report.entries()).stream()
                        .map(ReportDocument::document)
                        .toList());
    }

    private static Map<String, @Nullable Object> document(LoggedRun run) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("runId", run.runId());
        document.put("firstSeq", run.first().seq());
        document.put("lastSeq", run.last().seq());
        document.put("began", run.began().toString());
        document.put("ended", run.ended().toString());
        document.put("runner", run.first().written().runner().toString());
        @Nullable OperatorDecision decision = run.decision();
        if (decision != null) {
            document.put("operator", decision.operator());
            document.put("reason", decision.reason());
        }
        document.put("completed", run.isCompleted());
        document.put(
                "fences",
                run.fences().stream().map(fence -> fence.event().state().name()).toList());
        document.put(
                "attempts",
                run.attempts().stream().map(ReportDocument::document).toList());
        return document;
    }

    private static Map<String, @Nullable Object> document(LoggedAttempt attempt) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        AuditEntry last = attempt.last();
        Subject subject = attempt.subject();
        document.put("id", subject.changeId());
        document.put("operation", String.valueOf(last.event().operation()));
        document.put("attempt", subject.attempt());
        document.put("target", subject.target());
        document.put("mode", subject.mode().name());
        document.put("state", attempt.state().name());
        document.put("seq", last.seq());
        @Nullable Duration duration = attempt.duration();
        if (duration != null) {
            document.put("durationMs", duration.toMillis());
        }
        @Nullable ErrorRecord error = attempt.error();
        if (error != null) {
            document.put("error", error.inFull());
        }
        return document;
    }
}
