package io.flamingock.safety.races;

import io.flamingock.api.Mode;
import io.flamingock.api.Operation;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Subject;
import io.flamingock.safety.races.Schedule.Sort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the protocol says about which entry of a change may follow which. */
final class LogRules {

    private final List<AuditEntry> log;
    private final Schedule schedule;
    private final List<String> broken = new ArrayList<>();
    private final Map<String, State> states = new HashMap<>();
    private final Set<String> begun = new HashSet<>();

    LogRules(List<AuditEntry> log, Schedule schedule) {
        this.log = log;
        this.schedule = schedule;
    }

    /** Where it is not so; in words. */
    List<String> broken() {
        for (AuditEntry entry : log) {
            @Nullable Subject subject = entry.subject();
            if (subject != null && entry.event().state() != State.LATE) {
                look(entry, subject);
                states.put(subject.changeId(), entry.event().state());
            }
        }
        return broken;
    }

    private void look(AuditEntry entry, Subject subject) {
        String change = subject.changeId();
        @Nullable State before = states.get(change);
        boolean undo = entry.event().operation() == Operation.UNDO;
        String attempt = change + " " + subject.attempt();
        if (entry.event().state() == State.STARTED) {
            if (!mayStart(change, before, undo)) {
                broken.add("entry " + entry.seq() + ": " + (undo ? "an undo of " : "") + change
                        + " was started again, though it was " + before);
            }
            if (!begun.add(attempt)) {
                broken.add("entry " + entry.seq() + ": attempt " + attempt + " was started twice");
            }
        } else if (!isDecision(entry) && !isTakenBack(entry, subject)) {
            if (!begun.contains(attempt)) {
                broken.add("entry " + entry.seq() + ": an outcome of attempt " + attempt + ", which was never started");
            } else if (before != State.STARTED && before != State.FAILED) {
                broken.add("entry " + entry.seq() + ": an outcome of attempt " + attempt + ", though it was " + before);
            }
        }
    }

    private static boolean isDecision(AuditEntry entry) {
        return entry.event().state() == State.MARKED_EXECUTED || entry.event().state() == State.MARKED_ROLLED_BACK;
    }

    /** Of mode SHARED what is rolled back takes its intent with it. */
    private static boolean isTakenBack(AuditEntry entry, Subject subject) {
        return subject.mode() == Mode.SHARED
                && entry.event().operation() != null
                && entry.event().state() != entry.event().operation().done();
    }

    private boolean mayStart(String change, @Nullable State before, boolean undo) {
        if (undo) {
            return before != null && before.isExecuted();
        }
        return before == null
                || before == State.ROLLED_BACK
                || before == State.MARKED_ROLLED_BACK
                || (schedule.sort(change) == Sort.RETRIED && before.isUnfinished());
    }
}
