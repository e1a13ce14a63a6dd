package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.api.Mode;
import io.flamingock.api.Operation;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Content;
import io.flamingock.audit.AuditEntry.Event;
import io.flamingock.audit.AuditEntry.Kind;
import io.flamingock.audit.AuditEntry.Subject;
import io.flamingock.audit.AuditEntry.Written;
import io.flamingock.audit.Head;
import io.flamingock.audit.Holder;
import io.flamingock.audit.Lease;
import io.flamingock.audit.Runner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Entries for tests. */
final class Entries {

    static final String SERVICE = "users";
    static final Runner RUNNER = new Runner("user-app", "1.4.0", "host-a", 4711, "root");

    private Entries() {}

    static AuditEntry change(Head head, State state, String changeId) {
        return change(SERVICE, head, state, changeId);
    }

    static AuditEntry change(String service, Head head, State state, String changeId) {
        return change(service, head, state, changeId, "1");
    }

    /** From the first on, each of 25,000 characters. */
    static List<AuditEntry> bulky(int number) {
        List<AuditEntry> entries = new ArrayList<>();
        Head head = Head.EMPTY;
        for (int i = 0; i < number; i++) {
            AuditEntry entry = change(SERVICE, head, State.STARTED, "change-" + i, "\u00fc".repeat(25_000));
            entries.add(entry);
            head = entry.head();
        }
        return entries;
    }

    private static AuditEntry change(String service, Head head, State state, String changeId, String tries) {
        return AuditEntry.after(
                head,
                service,
                new Content(
                        new Event(Kind.CHANGE, Operation.APPLY, state, "run-1", "c".repeat(64)),
                        new Subject(
                                "main",
                                changeId,
                                "0001",
                                "team",
                                "",
                                "com.acme.Change#execute",
                                "users-db",
                                Mode.SHARED,
                                RecoveryStrategy.MANUAL_INTERVENTION,
                                1),
                        new Written(Instant.parse("2025-01-02T03:04:05.678Z"), Duration.ofMillis(12), RUNNER),
                        null,
                        null,
                        Map.of("tries", tries)));
    }

    /** The lease, which was to be had. */
    static Lease acquired(Lease.Attempt attempt) {
        assertThat(attempt).isInstanceOf(Lease.Attempt.Acquired.class);
        return ((Lease.Attempt.Acquired) attempt).lease();
    }

    static Holder holder() {
        return new Holder(UUID.randomUUID().toString(), RUNNER);
    }
}
