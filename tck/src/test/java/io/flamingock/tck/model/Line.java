package io.flamingock.tck.model;

import io.flamingock.api.Mode;
import io.flamingock.api.Operation;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Kind;
import io.flamingock.audit.AuditEntry.Subject;
import io.flamingock.audit.Head;

/** An entry of the log, as far as the protocol acts on it. */
record Line(Head head, Kind kind, State state, String runId, About about) {

    /** The attempt that it is about; only in lines of kind {@code CHANGE}. */
    record About(String change, Operation operation, int attempt, Mode mode) {
        @Override
        public String toString() {
            return change + " " + operation + " #" + attempt + " " + mode;
        }
    }

    static Line of(AuditEntry entry) {
        Subject subject = entry.subject();
        About about = subject == null
                ? new About("", Operation.APPLY, 0, Mode.NONE)
                : new About(subject.changeId(), entry.event().operation(), subject.attempt(), subject.mode());
        return new Line(
                entry.head(),
                entry.event().kind(),
                entry.event().state(),
                entry.event().runId(),
                about);
    }

    String change() {
        return about.change;
    }

    int attempt() {
        return about.attempt;
    }

    boolean isAbout(About attempt) {
        return kind == Kind.CHANGE && change().equals(attempt.change) && attempt() == attempt.attempt;
    }

    /** Neither {@code LOCK} nor {@code LATE}: what the fast path looks at. */
    boolean counts() {
        return kind != Kind.LOCK && state != State.LATE;
    }

    @Override
    public String toString() {
        return (kind == Kind.CHANGE ? about + " " : "") + state;
    }
}
