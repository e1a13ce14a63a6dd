package io.flamingock.api;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change as this version of the code declares it. Immutable.
 *
 * @param id unique in the service
 * @param stage the sequence it belongs to
 * @param order its place there
 * @param target the name of its target system
 * @param mode how effect and outcome are kept together
 * @param recovery what the next start does after an unknown outcome
 * @param checksum SHA-256 of what it declares about its effect, in hexadecimal
 * @param details the rest
 */
public record Change(
        String id,
        String stage,
        String order,
        String target,
        Mode mode,
        RecoveryStrategy recovery,
        String checksum,
        Details details) {

    /**
     * What is said of a change beyond its place and its mode.
     *
     * @param author who answers for it; may be empty
     * @param description one line for people; may be empty
     * @param source {@code class#method}, or where else it was declared
     * @param undoMode the mode of its rollback; {@code null} where it has none
     * @param timeout how long the body may take; {@code null} for as long as it likes
     * @param notes what weakens its guarantee and should be known before it runs
     */
    public record Details(
            String author,
            String description,
            String source,
            @Nullable Mode undoMode,
            @Nullable Duration timeout,
            List<String> notes) {

        /**
         * Copies the notes.
         *
         * @param author who answers for it; may be empty
         * @param description one line for people; may be empty
         * @param source {@code class#method}, or where else it was declared
         * @param undoMode the mode of its rollback; {@code null} where it has none
         * @param timeout how long the body may take; {@code null} for as long as it likes
         * @param notes what weakens its guarantee and should be known before it runs
         */
        public Details {
            notes = List.copyOf(notes);
        }
    }

    /** {@return whether it can be undone: whether it has a {@link RollbackExecution}} */
    public boolean canUndo() {
        return details.undoMode() != null;
    }

    /**
     * The same change, its rollback too, in another mode, because of what its target turned out to be able to do.
     *
     * @param other the mode that it runs in
     * @param note why, for the plan
     * @return a copy with one more note
     */
    public Change inMode(Mode other, String note) {
        var notes = new java.util.ArrayList<>(details.notes());
        notes.add(note);
        return new Change(
                id,
                stage,
                order,
                target,
                other,
                recovery,
                checksum,
                new Details(
                        details.author,
                        details.description,
                        details.source,
                        details.undoMode == null ? null : other,
                        details.timeout,
                        notes));
    }
}
