package io.flamingock.cli;

import io.flamingock.api.ChangeStatus;
import io.flamingock.api.Issue;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.Field;
import io.flamingock.audit.Fields;
import io.flamingock.audit.LeaseRow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the library hands over, in the words of a terminal and in those of a document. */
final class Shown {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss z", Locale.ROOT);

    private Shown() {}

    static String time(Instant time, ZoneId zone) {
        return LOCAL.withZone(zone).format(time);
    }

    static String duration(@Nullable Duration duration) {
        if (duration == null) {
            return "";
        }
        long ms = duration.toMillis();
        return ms < 1000
                ? ms + " ms"
                : ms < 60_000
                        ? String.format(Locale.ROOT, "%.1f s", ms / 1000.0)
                        : duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }

    /** All fields of an entry that have a value, by the names of their columns. */
    static Map<String, @Nullable Object> document(AuditEntry entry) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        Fields.of(entry).forEach((field, value) -> {
            if (value != null) {
                boolean object = field == Field.METADATA;
                document.put(field.column(), object ? Json.parsed((String) value) : value);
            }
        });
        return document;
    }

    static Map<String, @Nullable Object> document(ChangeStatus status) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("id", status.changeId());
        document.put("stage", status.stage());
        document.put("order", status.order());
        document.put("target", status.target());
        document.put("mode", status.mode().name());
        ChangeStatus.@Nullable Last last = status.last();
        if (last != null) {
            document.put("state", last.state().name());
            document.put("operation", last.operation().name());
            document.put("attempt", last.attempt());
            document.put("seq", last.seq());
            document.put("time", last.time().toString());
            putIfThere(
                    document,
                    "durationMs",
                    last.duration() == null ? null : last.duration().toMillis());
            document.put("runner", last.runner());
            putIfThere(document, "operator", last.operator());
        }
        document.put("next", status.next().name());
        document.put("why", status.why());
        return document;
    }

    static Map<String, @Nullable Object> document(Issue issue, Session session) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("id", issue.changeId());
        document.put("seq", issue.seq());
        document.put("state", issue.state().name());
        document.put("operation", issue.operation().name());
        document.put("attempt", issue.attempt());
        document.put("target", issue.where().target());
        document.put("mode", issue.where().mode().name());
        document.put("source", issue.where().source());
        document.put("idempotencyKey", issue.where().idempotencyKey());
        document.put("why", issue.why());
        putIfThere(document, "error", issue.error());
        document.put("resolvable", issue.resolvable());
        if (issue.resolvable()) {
            IssueText text = new IssueText(session, issue);
            Map<String, Object> commands = new LinkedHashMap<>();
            commands.put("executed", text.command("executed"));
            commands.put("rolledBack", text.command("rolled-back"));
            document.put("commands", commands);
        }
        return document;
    }

    static Map<String, @Nullable Object> document(LeaseRow lease) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("held", lease.isHeld());
        document.put("token", lease.token());
        putIfThere(document, "owner", lease.owner());
        document.put("application", lease.runner().application());
        document.put("applicationVersion", lease.runner().version());
        document.put("host", lease.runner().host());
        document.put("pid", lease.runner().pid());
        document.put("user", lease.runner().user());
        putIfThere(document, "currentChange", lease.currentChange());
        document.put("heldForMs", lease.heldFor().toMillis());
        document.put("renewedAgoMs", lease.renewedAgo().toMillis());
        document.put("remainingMs", lease.remaining().toMillis());
        putIfThere(document, "takenOverFrom", lease.takenOverFrom());
        return document;
    }

    private static void putIfThere(Map<String, @Nullable Object> document, String key, @Nullable Object value) {
        if (value != null) {
            document.put(key, value);
        }
    }
}
