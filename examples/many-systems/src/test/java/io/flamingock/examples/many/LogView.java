package io.flamingock.examples.many;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

import io.flamingock.api.Mode;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What a log says about the changes, by their numbers; read without the library's planner, which is on trial too. */
record LogView(List<AuditEntry> entries) {

    private static final Set<State> UNFINISHED = Set.of(State.STARTED, State.FAILED, State.ROLLBACK_FAILED);
    private static final Set<State> UNDONE = Set.of(State.ROLLED_BACK, State.MARKED_ROLLED_BACK);

    LogView {
        entries = List.copyOf(entries);
    }

    /** Each change as its newest entry has it. */
    Map<String, AuditEntry.Subject> subjects() {
        return entries.stream()
                .map(AuditEntry::subject)
                .filter(Objects::nonNull)
                .collect(toMap(AuditEntry.Subject::order, s -> s, (earlier, later) -> later, LinkedHashMap::new));
    }

    /** The state of each change. */
    Map<String, State> states() {
        Map<String, State> states = new LinkedHashMap<>();
        entries.stream()
                .filter(entry -> entry.subject() != null && entry.event().state() != State.LATE)
                .forEach(entry ->
                        states.put(entry.subject().order(), entry.event().state()));
        return states;
    }

    /** The ids of the changes without transaction of which nobody can know what became of them but who looks. */
    Set<String> undecided() {
        Map<String, State> states = states();
        return subjects().values().stream()
                .filter(LogView::isManual)
                .filter(subject -> UNFINISHED.contains(states.get(subject.order())))
                .map(AuditEntry.Subject::changeId)
                .collect(toCollection(TreeSet::new));
    }

    /** The numbers of the changes whose transaction somebody must ask whether it was committed. */
    Set<String> unsettled() {
        Map<String, State> states = states();
        return subjects().values().stream()
                .filter(subject -> subject.mode() == Mode.MARKED)
                .map(AuditEntry.Subject::order)
                .filter(change -> states.get(change) == State.STARTED)
                .collect(toCollection(TreeSet::new));
    }

    /** What was written about that change first, after the log was as in {@code before}. */
    State firstAfter(LogView before, String change) {
        return entries.stream()
                .skip(before.entries.size())
                .filter(entry ->
                        entry.subject() != null && entry.subject().order().equals(change))
                .findFirst()
                .orElseThrow()
                .event()
                .state();
    }

    /** Whether a change may be started again only by a human's decision. */
    static boolean isManual(AuditEntry.Subject subject) {
        return subject.mode() == Mode.NONE && subject.recovery() == RecoveryStrategy.MANUAL_INTERVENTION;
    }

    /** How often the log says that nothing of that change is there any more. */
    long timesUndone(String change) {
        return entries.stream()
                .filter(entry ->
                        entry.subject() != null && entry.subject().order().equals(change))
                .filter(entry -> UNDONE.contains(entry.event().state()))
                .count();
    }
}
