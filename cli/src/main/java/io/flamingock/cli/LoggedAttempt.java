package io.flamingock.cli;

import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Subject;
import io.flamingock.audit.ErrorRecord;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one run has written about one attempt of a change, in order. */
record LoggedAttempt(List<AuditEntry> entries) {

    AuditEntry last() {
        return entries.get(entries.size() - 1);
    }

    Subject subject() {
        return Objects.requireNonNull(last().subject());
    }

    State state() {
        return last().event().state();
    }

    @Nullable
    Duration duration() {
        return newest(entry -> entry.written().duration());
    }

    @Nullable
    ErrorRecord error() {
        return newest(AuditEntry::error);
    }

    boolean isWell() {
        return error() == null && !state().isUnfinished() && state() != State.LATE;
    }

    private <T> @Nullable T newest(Function<AuditEntry, @Nullable T> part) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            @Nullable T found = part.apply(entries.get(i));
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
