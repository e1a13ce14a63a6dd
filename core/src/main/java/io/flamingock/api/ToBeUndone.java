package io.flamingock.api;

import java.util.List;
import java.util.Map;

/**
 * What an undo would do, by what the log said when it was asked: to be shown to whoever is to confirm it. Immutable.
 *
 * @param changes those whose rollback would run, the first one to run first
 * @param executed all changes that were executed then: by its id, the number of the entry by which each was
 */
public record ToBeUndone(List<Change> changes, Map<String, Long> executed) {

    /**
     * Copies both.
     *
     * @param changes those whose rollback would run, the first one to run first
     * @param executed all changes that were executed then: by its id, the number of the entry by which each was
     */
    public ToBeUndone {
        changes = List.copyOf(changes);
        executed = Map.copyOf(executed);
    }
}
