package io.flamingock.tck;

import io.flamingock.api.Mode;
import io.flamingock.api.Operation;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Content;
import io.flamingock.audit.AuditEntry.Event;
import io.flamingock.audit.AuditEntry.Kind;
import io.flamingock.audit.AuditEntry.OperatorDecision;
import io.flamingock.audit.AuditEntry.Subject;
import io.flamingock.audit.AuditEntry.Written;
import io.flamingock.audit.ErrorRecord;
import io.flamingock.audit.Head;
import io.flamingock.audit.Runner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Entries to append; no two of them are alike. */
final class Entries {

    static final Runner RUNNER = new Runner("user-app", "1.4.0", "host-1", 4711, "deploy");

    /** What a database, a driver or a character set could get wrong. */
    private static final String AWKWARD =
            "'; drop -- \"q\" \\ $where ../ \u00f1 \u8a9e \uD83E\uDDA9 \t tab\nline\r\nline ";

    private Entries() {}

    static AuditEntry change(Head head, String service, State state) {
        return AuditEntry.after(head, service, content(Kind.CHANGE, Operation.APPLY, state, subject("add-status")));
    }

    static AuditEntry run(Head head, String service) {
        return AuditEntry.after(head, service, content(Kind.RUN, null, State.COMPLETED, null));
    }

    static AuditEntry fence(Head head, String service) {
        return AuditEntry.after(head, service, content(Kind.LOCK, null, State.TAKEN_OVER, null));
    }

    /** So many entries that follow one another. */
    static List<AuditEntry> chain(Head head, String service, int count) {
        List<AuditEntry> entries = new ArrayList<>();
        Head end = head;
        for (int i = 0; i < count; i++) {
            AuditEntry entry = change(end, service, i % 2 == 0 ? State.STARTED : State.EXECUTED);
            entries.add(entry);
            end = entry.head();
        }
        return entries;
    }

    /** One with a value in every field, each of them awkward or as long as it may be. */
    static AuditEntry full(Head head, String service) {
        return AuditEntry.after(
                head,
                service,
                new Content(
                        new Event(Kind.CHANGE, Operation.UNDO, State.ROLLBACK_FAILED, "run-1", "f".repeat(64)),
                        new Subject(
                                "\u8a9e".repeat(255),
                                "x".repeat(255),
                                AWKWARD,
                                AWKWARD,
                                AWKWARD,
                                "s".repeat(2_000),
                                AWKWARD,
                                Mode.MARKED,
                                RecoveryStrategy.ALWAYS_RETRY,
                                Integer.MAX_VALUE),
                        new Written(
                                Instant.parse("2024-02-29T23:59:59.999999Z"),
                                Duration.ofMillis(Long.MAX_VALUE / 4),
                                new Runner(AWKWARD, "", AWKWARD, Long.MAX_VALUE, "u".repeat(255))),
                        new ErrorRecord(
                                "e".repeat(255),
                                "\u8a9e".repeat(ErrorRecord.MAX_MESSAGE),
                                "\u8a9e".repeat(ErrorRecord.MAX_TRACE)),
                        new OperatorDecision(AWKWARD, "r".repeat(2_000)),
                        Map.of("z", AWKWARD, "a", "", "\uD83E\uDDA9", "1")));
    }

    private static Content content(Kind kind, @Nullable Operation operation, State state, @Nullable Subject subject) {
        String runId = UUID.randomUUID().toString();
        return new Content(
                new Event(kind, operation, state, runId, "c".repeat(64)),
                subject,
                new Written(Instant.now(), Duration.ofMillis(12), RUNNER),
                null,
                null,
                Map.of());
    }

    private static Subject subject(String changeId) {
        return new Subject(
                "main",
                changeId,
                "001",
                "platform-team",
                "",
                "com.acme.AddStatus#execute",
                "user-database",
                Mode.SHARED,
                RecoveryStrategy.MANUAL_INTERVENTION,
                1);
    }
}
