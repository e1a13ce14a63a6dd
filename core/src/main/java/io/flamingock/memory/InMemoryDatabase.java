package io.flamingock.memory;

import io.flamingock.api.BlockedException;
import io.flamingock.audit.AuditStoreException;
import io.flamingock.audit.Fields;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands for a database server: committed data, and one writer at a time. The monitor of this object guards all of
 * it and is never held for long; the right to write is a field, owned by a transaction and not by a thread, so that
 * another thread can take it away.
 */
final class InMemoryDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(InMemoryDatabase.class);

    private final Writes committed = new Writes();
    private final InMemoryLeases leases = new InMemoryLeases(this::clock);
    private volatile Clock clock = Clock.systemUTC();
    private volatile Duration lockTimeout = InMemoryAuditStore.DEFAULT_LOCK_TIMEOUT;
    private volatile boolean endsBlockingSessions = false;
    private boolean auditCreated;
    private boolean markersCreated;
    private long lastSession;
    private @Nullable InMemoryTransaction writer;

    Clock clock() {
        return clock;
    }

    void setClock(Clock clock) {
        this.clock = clock;
    }

    void setLockTimeout(Duration lockTimeout) {
        this.lockTimeout = lockTimeout;
    }

    void setEndsBlockingSessions(boolean endsBlockingSessions) {
        this.endsBlockingSessions = endsBlockingSessions;
    }

    InMemoryLeases leases() {
        return leases;
    }

    synchronized boolean isUntouched() {
        return !auditCreated && !markersCreated && leases.isEmpty();
    }

    synchronized void createAudit() {
        auditCreated = true;
    }

    synchronized void createMarkers() {
        markersCreated = true;
    }

    /** As a real database would: who forgets to create it finds out. */
    synchronized void checkAuditCreated() {
        if (!auditCreated) {
            throw new AuditStoreException("there is no audit log yet: create() comes before the first append", null);
        }
    }

    synchronized void checkMarkersCreated() {
        if (!markersCreated) {
            throw new IllegalStateException("there is no place for markers yet: prepareMarkers() comes first");
        }
    }

    synchronized List<Fields> committedEntries(String service) {
        return List.copyOf(committed.entriesOf(service));
    }

    synchronized SortedMap<String, Object> committedRecords() {
        SortedMap<String, Object> records = new TreeMap<>();
        committed.records.forEach((key, value) -> value.ifPresent(present -> records.put(key, present)));
        return records;
    }

    /** For transactions, which hold the monitor. */
    Writes committed() {
        return committed;
    }

    synchronized long nextSession() {
        return ++lastSession;
    }

    /** Does something in a transaction of its own. */
    void autoCommit(Consumer<InMemoryTransaction> work) {
        commitAtOnce(new InMemoryTransaction(this), work);
    }

    /** The same, by someone who must get an answer: a session that blocks it is ended, where that is switched on. */
    void insist(Consumer<InMemoryTransaction> work) {
        InMemoryTransaction transaction = new InMemoryTransaction(this);
        transaction.insist();
        commitAtOnce(transaction, work);
    }

    private static void commitAtOnce(InMemoryTransaction transaction, Consumer<InMemoryTransaction> work) {
        try (transaction) {
            work.accept(transaction);
            transaction.commit();
        }
    }

    /**
     * Makes a transaction the one that writes. Hears no interrupt, as a JDBC driver: who waits here is woken by
     * {@link InMemoryTransaction#abort()}.
     */
    synchronized void awaitTurn(InMemoryTransaction transaction, boolean insist) {
        long deadline = System.nanoTime() + lockTimeout.toNanos();
        boolean interrupted = false;
        try {
            while (writer != null && writer != transaction) {
                transaction.checkUsable();
                long left = deadline - System.nanoTime();
                if (left > 0) {
                    interrupted |= isInterruptedDuring(left);
                } else if (insist && endsBlockingSessions) {
                    LOG.warn("{} blocked the log or a marker for {} and is ended", writer, lockTimeout);
                    writer.abort();
                } else {
                    throw blockedBy(writer);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        transaction.checkUsable();
        writer = transaction;
    }

    private boolean isInterruptedDuring(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    synchronized void yieldTurn(InMemoryTransaction transaction) {
        if (writer == transaction) {
            writer = null;
        }
        notifyAll(); // it may be one that waits itself, and was cut off
    }

    synchronized boolean endSession(long session) {
        if (writer == null || writer.session() != session) {
            return false;
        }
        writer.abort();
        return true;
    }

    private BlockedException blockedBy(InMemoryTransaction holder) {
        return new BlockedException(
                holder + " has written and not ended, for longer than the lock time-out of " + lockTimeout
                        + "; nothing was written. Let it end, or end it: endSession(" + holder.session() + ")",
                null);
    }
}
