package io.flamingock.cli;

import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Kind;
import io.flamingock.audit.AuditEntry.OperatorDecision;
import io.flamingock.audit.AuditEntry.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one run, or one call of an operator, has written to the log. */
record LoggedRun(String runId, List<AuditEntry> entries) {

    /** How it looks from afar. */
    enum Kin {
        WELL,
        NOT_WELL,
        BY_OPERATOR,
        WITHOUT_CHANGES
    }

    /** All runs of a log, the oldest first. */
    static List<LoggedRun> of(List<AuditEntry> log) {
        Map<String, List<AuditEntry>> runs = new LinkedHashMap<>();
        log.forEach(entry -> runs.computeIfAbsent(entry.event().runId(), id -> new ArrayList<>())
                .add(entry));
        return runs.entrySet().stream()
                .map(run -> new LoggedRun(run.getKey(), run.getValue()))
                .toList();
    }

    AuditEntry first() {
        return entries.get(0);
    }

    AuditEntry last() {
        return entries.get(entries.size() - 1);
    }

    Instant began() {
        return times().get(0);
    }

    Instant ended() {
        return times().get(entries.size() - 1);
    }

    /** By the clocks of whoever has written, so the order of entries is not always theirs. */
    private List<Instant> times() {
        return entries.stream()
                .map(entry -> entry.written().time())
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    @Nullable
    OperatorDecision decision() {
        for (AuditEntry entry : entries) {
            if (entry.decision() != null) {
                return entry.decision();
            }
        }
        return null;
    }

    List<LoggedAttempt> attempts() {
        Map<List<Object>, List<AuditEntry>> attempts = new LinkedHashMap<>();
        for (AuditEntry entry : entries) {
            @Nullable Subject subject = entry.subject();
            if (subject != null) {
                List<Object> attempt =
                        List.of(subject.changeId(), String.valueOf(entry.event().operation()), subject.attempt());
                attempts.computeIfAbsent(attempt, it -> new ArrayList<>()).add(entry);
            }
        }
        return attempts.values().stream().map(LoggedAttempt::new).toList();
    }

    boolean isCompleted() {
        return entries.stream().anyMatch(entry -> entry.event().state() == State.COMPLETED);
    }

    /** Leases that were taken away for it. */
    List<AuditEntry> fences() {
        return entries.stream()
                .filter(entry -> entry.event().kind() == Kind.LOCK)
                .toList();
    }

    Kin kin() {
        List<LoggedAttempt> attempts = attempts();
        if (!attempts.stream().allMatch(LoggedAttempt::isWell)) {
            return Kin.NOT_WELL;
        }
        return decision() != null ? Kin.BY_OPERATOR : attempts.isEmpty() ? Kin.WITHOUT_CHANGES : Kin.WELL;
    }

    /** How many attempts ended in which state, and whether the run did. */
    List<String> counts() {
        Map<State, Integer> counts = new EnumMap<>(State.class);
        attempts().forEach(attempt -> counts.merge(attempt.state(), 1, Integer::sum));
        fences().forEach(fence -> counts.merge(fence.event().state(), 1, Integer::sum));
        List<String> words = new ArrayList<>();
        counts.forEach((state, count) -> words.add(count + " " + state));
        if (isCompleted()) {
            words.add(State.COMPLETED.name());
        }
        return words;
    }
}
