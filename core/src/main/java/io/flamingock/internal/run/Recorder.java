package io.flamingock.internal.run;

import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry.Content;
import io.flamingock.audit.AuditEntry.Subject;
import io.flamingock.internal.plan.ChangeHistory;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gets the outcome of each change into the log. Keeps one back, so that it can go in one append with the intent of the
 * next change; whoever stops must {@link #flush}.
 */
final class Recorder {

    private final Journal journal;
    private @Nullable Ended kept;
    private @Nullable Ended unrecorded;

    Recorder(Journal journal) {
        this.journal = journal;
    }

    /** An outcome that is to be recorded, and who wants to know how it went in: {@code false} for {@code LATE}. */
    record Ended(Content content, Consumer<Boolean> recorded) {
        Subject subject() {
            return Objects.requireNonNull(content.subject(), "an outcome is about a change");
        }
    }

    /** Keeps an outcome for the next append. */
    void keep(Ended outcome) {
        if (kept != null) {
            throw new IllegalStateException("the outcome before this one is not recorded yet");
        }
        kept = outcome;
        unrecorded = outcome;
    }

    /** Whether an outcome waits for the next append. */
    boolean hasKept() {
        return kept != null;
    }

    /** The outcome that could not be recorded, where a store did not answer. */
    Optional<Content> unrecorded() {
        return Optional.ofNullable(unrecorded).map(Ended::content);
    }

    /**
     * Appends, together with the outcome that was kept. {@code false}: somebody else wrote in between, the outcome has
     * gone in alone and {@code content} is dropped: plan anew.
     */
    boolean append(Content content) {
        if (journal.isStale()) {
            flush();
            return false;
        }
        @Nullable Ended outcome = kept;
        List<Content> all = outcome == null ? List.of(content) : List.of(outcome.content, content);
        int written = journal.write(all);
        if (outcome != null && written > 0) {
            kept = null;
            unrecorded = null;
            outcome.recorded.accept(true);
        }
        if (written == all.size()) {
            return true;
        }
        flush();
        return false;
    }

    /** Records the outcome that was kept, if there is one. */
    void flush() {
        if (kept != null) {
            Ended outcome = kept;
            kept = null;
            record(outcome);
        }
    }

    /**
     * Records an outcome alone: at whatever head there is, if the newest entry of the change is this run's own of this
     * attempt; else as {@code LATE} (protocol §6, row 13). {@code true} if it went in at once, without a collision.
     */
    boolean record(Ended outcome) {
        unrecorded = outcome;
        for (boolean first = true; ; first = false) {
            boolean own = isStillAbout(outcome.subject());
            if (journal.write(List.of(own ? outcome.content : Entries.late(outcome.content))) == 1) {
                unrecorded = null;
                outcome.recorded.accept(own);
                return own && first;
            }
        }
    }

    /** Whether nobody has started or decided anything since this attempt. */
    private boolean isStillAbout(Subject subject) {
        ChangeHistory past = journal.history().of(subject.changeId());
        return past.isOwn(journal.entries().runId(), subject.attempt())
                && (past.state() == State.STARTED || past.state() == State.FAILED);
    }
}
