package io.flamingock.internal.run;

import io.flamingock.api.BlockedException;
import io.flamingock.audit.AuditConflictException;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Content;
import io.flamingock.audit.AuditEntry.Kind;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.AuditStoreException;
import io.flamingock.audit.Head;
import io.flamingock.audit.StoreRefusedException;
import io.flamingock.internal.plan.History;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log as the holder of the lease writes it (protocol §1). Knows its head, sends the same bytes again where an answer
 * was lost, and takes in what somebody else wrote in between.
 */
final class Journal {

    private final AuditLog log;
    private final Entries entries;
    private final StopSignal stop;
    private final Timing timing;
    private final HeldLease lease;
    private History history = new History();
    private boolean fenced;
    private boolean stale;
    private boolean unreachable;

    Journal(AuditLog log, Entries entries, StopSignal stop, Timing timing, HeldLease lease) {
        this.log = log;
        this.entries = entries;
        this.stop = stop;
        this.timing = timing;
        this.lease = lease;
    }

    History history() {
        return history;
    }

    /** The same, to make a plan on: from here on {@link #isStale} looks at what comes. */
    History historyToPlanOn() {
        stale = false;
        return history;
    }

    /** Whether somebody else has written since the plan was made, so that nothing of it may be started any more. */
    boolean isStale() {
        return stale;
    }

    Entries entries() {
        return entries;
    }

    AuditLog log() {
        return log;
    }

    /** Reads the whole log anew. */
    void reload(Patience patience) {
        history = History.of(patience.read(() -> log.read(0)));
        fenced = false;
    }

    /** The entry with this content that would follow. */
    AuditEntry next(Content content) {
        return AuditEntry.after(history.head(), entries.service(), content);
    }

    /** Takes in what a transaction has committed, or an append of somebody else's has shown. */
    void takeIn(List<AuditEntry> came) {
        for (AuditEntry entry : came) {
            if (!entry.chain().prevHash().equals(history.head().hash())) {
                throw lostEntries(null);
            }
            history.add(entry);
            stale |= !entry.event().runId().equals(entries.runId());
            fenced |=
                    entry.event().kind() == Kind.LOCK && !entry.event().runId().equals(entries.runId());
        }
        if (fenced) {
            lease.fencedOff(); // it may have come behind what we wrote, too, and be seen with a lost answer
        }
    }

    /** Whether the store was asked for the whole grace period and did not answer: once more would be in vain. */
    boolean isUnreachable() {
        return unreachable;
    }

    /** After a collision: whether the lease is still ours, so that planning anew is right. */
    boolean isStillOurs() {
        return !fenced && lease.confirm(patience());
    }

    /** The entries after {@code seq}, asked for until the store answers. */
    List<AuditEntry> read(long seq) {
        stop.absorbInterrupt();
        return patience().read(() -> log.read(seq));
    }

    private Patience patience() {
        return Patience.despiteStop(timing.grace(), stop);
    }

    /** Appends at the head as it is known; returns how many of them, from the first on, are written. */
    int write(List<Content> contents) {
        stop.absorbInterrupt();
        Patience patience = patience();
        List<AuditEntry> mine = chain(contents);
        while (true) {
            try {
                log.append(history.head(), mine);
                takeIn(mine);
                return contents.size();
            } catch (AuditConflictException e) {
                return takeInAfterConflict(contents, mine, e);
            } catch (AuditStoreException | BlockedException e) {
                unreachable = true;
                patience.pauseAfter(e);
                List<AuditEntry> came = read(history.head().seq());
                unreachable = false;
                if (!came.isEmpty()) {
                    return takeInMine(contents, mine, came);
                }
                if (!lease.confirm(patience)) {
                    throw RunStop.leaseLost("the answer to an append was lost, and then the lease: "
                            + describe(contents) + " may be recorded");
                }
            }
        }
    }

    /** Appends at that place, whoever's open transaction holds it; {@code false}: it is taken by something else. */
    boolean occupy(Head head, AuditEntry entry) {
        Patience patience = patience();
        while (true) {
            try {
                // one whose lease is gone must not end the session of the one who has it now
                if (lease.confirm(patience)) {
                    log.occupy(head, entry);
                } else {
                    log.append(head, List.of(entry));
                }
                takeIn(List.of(entry));
                return true;
            } catch (AuditConflictException e) {
                List<AuditEntry> came = read(head.seq());
                if (came.isEmpty() || !came.get(0).head().equals(entry.head())) {
                    return false;
                }
                takeIn(came);
                return true;
            } catch (AuditStoreException | BlockedException e) {
                patience.pauseAfter(e);
            }
        }
    }

    private List<AuditEntry> chain(List<Content> contents) {
        List<AuditEntry> chained = new ArrayList<>();
        Head head = history.head();
        for (Content content : contents) {
            AuditEntry entry = AuditEntry.after(head, entries.service(), content);
            chained.add(entry);
            head = entry.head();
        }
        return chained;
    }

    private int takeInAfterConflict(List<Content> contents, List<AuditEntry> mine, AuditConflictException e) {
        List<AuditEntry> came = read(history.head().seq());
        if (came.isEmpty()) {
            throw lostEntries(e);
        }
        return takeInMine(contents, mine, came);
    }

    private int takeInMine(List<Content> contents, List<AuditEntry> mine, List<AuditEntry> came) {
        if (!came.get(0).chain().prevHash().equals(history.head().hash())) {
            throw lostEntries(null);
        }
        int written = 0;
        while (written < mine.size()
                && written < came.size()
                && came.get(written).head().equals(mine.get(written).head())) {
            written++;
        }
        takeIn(came);
        if (written > 0 && written < contents.size() && came.size() == written) {
            return written + write(contents.subList(written, contents.size()));
        }
        return written;
    }

    StoreRefusedException lostEntries(@Nullable Throwable cause) {
        return new StoreRefusedException(
                "the log of '" + entries.service() + "' no longer ends or goes on at " + history.head()
                        + ", where it was read: entries were lost or altered. Nothing more is started. Call verify(),"
                        + " and compare with the backups of the audit store",
                cause);
    }

    private static String describe(List<Content> contents) {
        Content last = contents.get(contents.size() - 1);
        return last.subject() == null
                ? "entry " + last.event().state()
                : "change '" + last.subject().changeId() + "' as "
                        + last.event().state();
    }
}
