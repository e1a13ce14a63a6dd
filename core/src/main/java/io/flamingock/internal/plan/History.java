package io.flamingock.internal.plan;

import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Kind;
import io.flamingock.audit.Head;
import io.flamingock.audit.LeaseRow;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the log of a service says, entry by entry. Not thread-safe: belongs to one run. */
public final class History {

    private static final ChangeHistory NOTHING = new ChangeHistory();

    private final Map<String, ChangeHistory> changes = new LinkedHashMap<>();
    private final Set<String> applications = new TreeSet<>();
    private Head head = Head.EMPTY;
    private @Nullable AuditEntry newest;
    private String lastRun = "";
    private @Nullable String fencedFrom;

    /** The history that these entries, from the first on, are. */
    public static History of(List<AuditEntry> entries) {
        History history = new History();
        entries.forEach(history::add);
        return history;
    }

    /** Takes in the entry that follows. */
    public void add(AuditEntry entry) {
        head = entry.head();
        String application = entry.written().runner().application();
        if (!application.isEmpty()) {
            applications.add(application);
        }
        if (entry.event().kind() == Kind.CHANGE) {
            changes.computeIfAbsent(ChangeHistory.subject(entry).changeId(), id -> new ChangeHistory())
                    .add(entry);
        }
        if (entry.event().state() != State.LATE) {
            lastRun = entry.event().runId();
        }
        if (entry.event().state() == State.TAKEN_OVER) {
            fencedFrom = entry.metadata().get("from");
        }
        if (entry.event().kind() != Kind.LOCK && entry.event().state() != State.LATE) {
            newest = entry;
        }
    }

    /**
     * Says that somebody holds the lease: what that process has begun, and nobody has written since, is running. Host and
     * process do not tell two containers apart; but who has taken over has begun nothing before its fence.
     */
    public void seenWhileHeld(LeaseRow lease) {
        boolean hasBegun =
                lease.takenOverFrom() == null || lease.takenOverFrom().equals(fencedFrom);
        changes.forEach((id, change) -> {
            if (change.isBegunBy(lease.runner(), lastRun) && (hasBegun || id.equals(lease.currentChange()))) {
                change.running("is running now in " + lease.runner() + ", whose lease was renewed "
                        + lease.renewedAgo().toSeconds() + " s ago");
            }
        });
    }

    public Head head() {
        return head;
    }

    /** What is known about one change; an empty history where nothing is. */
    public ChangeHistory of(String changeId) {
        return changes.getOrDefault(changeId, NOTHING);
    }

    /** All changes that have entries, by id, in the order of their first. */
    public Map<String, ChangeHistory> changes() {
        return Collections.unmodifiableMap(changes);
    }

    /** Whether the newest entry, {@code LOCK} and {@code LATE} left out, closes a run. */
    public boolean isClosed() {
        return newest != null && newest.event().kind() == Kind.RUN;
    }

    /** The names of the applications that have written here. */
    Set<String> applications() {
        return applications;
    }
}
