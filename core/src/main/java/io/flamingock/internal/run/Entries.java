package io.flamingock.internal.run;

import io.flamingock.api.Change;
import io.flamingock.api.Operation;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Content;
import io.flamingock.audit.AuditEntry.Event;
import io.flamingock.audit.AuditEntry.Kind;
import io.flamingock.audit.AuditEntry.OperatorDecision;
import io.flamingock.audit.AuditEntry.Subject;
import io.flamingock.audit.AuditEntry.Written;
import io.flamingock.audit.ErrorRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes down what one run has to say, as contents of entries. */
final class Entries {

    private final Settings settings;
    private final Clock clock;
    private final String runId;

    private Entries(Settings settings, String runId) {
        this.settings = settings;
        this.clock = settings.clock();
        this.runId = runId;
    }

    /** For a run, or an operator's call, that begins now. */
    static Entries ofNewRun(Settings settings) {
        return new Entries(settings, UUID.randomUUID().toString());
    }

    String runId() {
        return runId;
    }

    String service() {
        return settings.service();
    }

    Content started(Attempt attempt) {
        return content(
                new Event(
                        Kind.CHANGE,
                        attempt.operation(),
                        State.STARTED,
                        runId,
                        attempt.change().checksum()),
                subject(attempt),
                null,
                null,
                attempt.decision(),
                Map.of());
    }

    /** The end of an attempt. */
    Content ended(Attempt attempt, Ending ending) {
        return content(
                new Event(
                        Kind.CHANGE,
                        attempt.operation(),
                        ending.state(),
                        runId,
                        attempt.change().checksum()),
                subject(attempt),
                ending.duration(),
                ending.error(),
                attempt.decision(),
                ending.metadata());
    }

    /** What an attempt of an earlier run turned out to be, or an operator decided: about the entry's own attempt. */
    Content about(
            Event then,
            Subject subject,
            State state,
            @Nullable ErrorRecord error,
            @Nullable OperatorDecision decision,
            Map<String, String> metadata) {
        return content(
                new Event(Kind.CHANGE, then.operation(), state, runId, then.checksum()),
                subject,
                null,
                error,
                decision,
                metadata);
    }

    /** A decision about a change as it is declared today. */
    Content declared(Change change, int attempt, State state, OperatorDecision decision) {
        return content(
                new Event(Kind.CHANGE, Operation.APPLY, state, runId, change.checksum()),
                subject(change, attempt, change.mode()),
                null,
                null,
                decision,
                Map.of());
    }

    Content completed(String fingerprint) {
        return content(
                new Event(Kind.RUN, null, State.COMPLETED, runId, fingerprint), null, null, null, null, Map.of());
    }

    Content fence(State state, Map<String, String> metadata, @Nullable OperatorDecision decision) {
        return content(new Event(Kind.LOCK, null, state, runId, null), null, null, null, decision, metadata);
    }

    /** The same outcome as evidence only. */
    static Content late(Content outcome) {
        Event event = outcome.event();
        Map<String, String> metadata = new TreeMap<>(outcome.metadata());
        metadata.put(AuditEntry.OUTCOME, event.state().name());
        return new Content(
                new Event(event.kind(), event.operation(), State.LATE, event.runId(), event.checksum()),
                outcome.subject(),
                outcome.written(),
                outcome.error(),
                outcome.decision(),
                metadata);
    }

    private Content content(
            Event event,
            @Nullable Subject subject,
            @Nullable Duration duration,
            @Nullable ErrorRecord error,
            @Nullable OperatorDecision decision,
            Map<String, String> metadata) {
        return new Content(
                event, subject, new Written(clock.instant(), duration, settings.runner()), error, decision, metadata);
    }

    private static Subject subject(Attempt attempt) {
        return subject(attempt.change(), attempt.number(), attempt.mode());
    }

    private static Subject subject(Change change, int attempt, io.flamingock.api.Mode mode) {
        return new Subject(
                change.stage(),
                change.id(),
                change.order(),
                change.details().author(),
                change.details().description(),
                change.details().source(),
                change.target(),
                mode,
                change.recovery(),
                attempt);
    }
}
