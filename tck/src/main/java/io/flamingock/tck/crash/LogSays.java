package io.flamingock.tck.crash;

import io.flamingock.api.Mode;
import io.flamingock.api.Operation;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Kind;
import io.flamingock.audit.AuditEntry.Subject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A log as protocol §2 and §5 read it, worked out here once more and independently of the runner. */
record LogSays(List<AuditEntry> entries) {

    /** What the next start does about a change (protocol §5). */
    enum Next {
        RUN,
        SKIP,
        SETTLE,
        STOP
    }

    /** The newest entry of a change, {@code LATE} left out. */
    Optional<AuditEntry> newest(String change) {
        return about(change).filter(e -> e.event().state() != State.LATE).reduce((first, second) -> second);
    }

    @Nullable
    State state(String change) {
        return newest(change).map(entry -> entry.event().state()).orElse(null);
    }

    /** The change that the log speaks of last; empty: none. */
    Optional<String> current() {
        return entries.stream()
                .filter(e -> e.event().kind() == Kind.CHANGE && e.event().state() != State.LATE)
                .reduce((first, second) -> second)
                .map(AuditEntry::subject)
                .map(Subject::changeId);
    }

    /** Whether the newest entry, {@code LOCK} and {@code LATE} left out, says {@code COMPLETED}. */
    boolean isClosed() {
        return entries.stream()
                .filter(e -> e.event().kind() != Kind.LOCK && e.event().state() != State.LATE)
                .reduce((first, second) -> second)
                .filter(e -> e.event().state() == State.COMPLETED)
                .isPresent();
    }

    long count(State state) {
        return entries.stream().filter(e -> e.event().state() == state).count();
    }

    Next next(String change, RecoveryStrategy today) {
        @Nullable AuditEntry entry = newest(change).orElse(null);
        if (entry == null) {
            return Next.RUN;
        }
        @Nullable Subject subject = entry.subject();
        return switch (entry.event().state()) {
            case ROLLED_BACK, MARKED_ROLLED_BACK -> Next.RUN;
            case EXECUTED, MARKED_EXECUTED, IMPORTED -> Next.SKIP;
            case STARTED -> subject != null && subject.mode() == Mode.MARKED ? Next.SETTLE : afterUnknown(entry, today);
            case FAILED, ROLLBACK_FAILED -> afterUnknown(entry, today);
            case LATE, COMPLETED, TAKEN_OVER, FORCE_RELEASED -> throw new AssertionError("no state of a change");
        };
    }

    private static Next afterUnknown(AuditEntry entry, RecoveryStrategy today) {
        boolean retry = today == RecoveryStrategy.ALWAYS_RETRY && entry.event().operation() == Operation.APPLY;
        return retry ? Next.RUN : Next.STOP;
    }

    private java.util.stream.Stream<AuditEntry> about(String change) {
        return entries.stream()
                .filter(e -> e.subject() != null && e.subject().changeId().equals(change));
    }

    @Override
    public String toString() {
        return entries.stream().map(LogSays::line).collect(Collectors.joining("\n"));
    }

    private static String line(AuditEntry e) {
        @Nullable Subject subject = e.subject();
        String about = subject == null
                ? ""
                : " " + subject.changeId() + " attempt " + subject.attempt() + " " + subject.mode() + " "
                        + e.event().operation();
        return "    " + e.seq() + " " + e.event().state() + about + " run "
                + e.event().runId().substring(0, 4)
                + (e.error() == null ? "" : " error " + e.error().summary())
                + (e.metadata().isEmpty() ? "" : " " + e.metadata());
    }
}
