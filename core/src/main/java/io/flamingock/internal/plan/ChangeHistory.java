package io.flamingock.internal.plan;

import io.flamingock.api.Mode;
import io.flamingock.api.Operation;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Subject;
import io.flamingock.audit.Runner;
import io.flamingock.targets.Settlement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the log says about one change. The newest entry is never one of state {@code LATE}. */
public final class ChangeHistory {

    private @Nullable AuditEntry newest;
    private @Nullable State beforeAttempt;
    private int highestAttempt;
    private int timesUndone;
    private @Nullable String running;

    void add(AuditEntry entry) {
        highestAttempt = Math.max(highestAttempt, subject(entry).attempt());
        State state = entry.event().state();
        if (state == State.LATE) {
            return;
        }
        if (startsAttempt(entry)) {
            beforeAttempt = newest == null ? null : newest.event().state();
        }
        if (state == State.ROLLED_BACK || state == State.MARKED_ROLLED_BACK) {
            timesUndone++;
        }
        newest = entry;
    }

    /** A first entry of an attempt need not be {@code STARTED}: settling may have taken that one's place. */
    private boolean startsAttempt(AuditEntry entry) {
        return newest == null || subject(newest).attempt() != subject(entry).attempt();
    }

    boolean isBegunBy(Runner runner, String runId) {
        if (newest == null
                || newest.event().state() != State.STARTED
                || !newest.event().runId().equals(runId)) {
            return false;
        }
        Runner writer = newest.written().runner();
        return writer.host().equals(runner.host()) && writer.pid() == runner.pid();
    }

    void running(String where) {
        running = where;
    }

    /** Says where it is running now; {@code null}: nothing of that is known. */
    @Nullable
    String running() {
        return running;
    }

    /** Whether there is any entry that counts. */
    public boolean isEmpty() {
        return newest == null;
    }

    /** The newest entry. Only where {@link #isEmpty} is false. */
    public AuditEntry newest() {
        return Objects.requireNonNull(newest, "a change without entries has no newest one");
    }

    /** The state of the change; {@code null} for none. */
    public @Nullable State state() {
        return newest == null ? null : newest.event().state();
    }

    public boolean isExecuted() {
        return newest != null && newest.event().state().isExecuted();
    }

    public boolean isUnfinished() {
        return newest != null && running == null && newest.event().state().isUnfinished();
    }

    /** Whether its marker must tell what became of it. */
    public boolean isToBeSettled() {
        return newest != null
                && newest.event().state() == State.STARTED
                && subject(newest).mode() == Mode.MARKED;
    }

    /** Whether settling found the marker of another log. */
    public boolean hasForeignMarker() {
        return newest != null
                && Settlement.FOREIGN.name().equals(newest.metadata().get("settled"));
    }

    /** Whether it was found that a statement in the body had committed its transaction. */
    public boolean hasCommittedByItself() {
        return newest != null
                && (newest.metadata().containsKey("committed")
                        || Settlement.UNKNOWN.name().equals(newest.metadata().get("settled")));
    }

    /** Whether the newest entry was written by this run about this attempt. */
    public boolean isOwn(String runId, int attempt) {
        return newest != null
                && newest.event().runId().equals(runId)
                && subject(newest).attempt() == attempt;
    }

    /** Whether nothing of any earlier attempt can be there, so that "rolled back" hides nothing (protocol §2). */
    public boolean isClean() {
        return isClean(state());
    }

    /** The same, of the time before its newest attempt began. */
    public boolean wasCleanBeforeAttempt() {
        return isClean(beforeAttempt);
    }

    private static boolean isClean(@Nullable State state) {
        return state == null || state == State.ROLLED_BACK || state == State.MARKED_ROLLED_BACK;
    }

    /** The number that the next attempt gets. */
    public int nextAttempt() {
        return highestAttempt + 1;
    }

    /** How often it was undone; what an idempotency key depends on. */
    public int timesUndone() {
        return timesUndone;
    }

    /** What the newest attempt did: an operator's entry is about an application. */
    public Operation operation() {
        return Objects.requireNonNullElse(newest().event().operation(), Operation.APPLY);
    }

    static Subject subject(AuditEntry entry) {
        return Objects.requireNonNull(entry.subject(), "an entry about a change names it");
    }
}
