package io.flamingock.memory;

import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.Holder;
import io.flamingock.audit.Lease;
import io.flamingock.audit.LeaseRow;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An audit store in memory, for unit tests: keeps the contracts of a real one.
 *
 * <pre>{@code
 * InMemoryAuditStore store = InMemoryAuditStore.create();
 * Flamingock.builder().service("users").auditStore(store) … .run();
 * assertThat(store.entries("users")).hasSize(3);
 * }</pre>
 *
 * <p>It is a handle on a database, and {@link #another()} is a second one, for a second runner. One transaction of the
 * database writes at a time: appends, markers and other transactions wait for it for the lock time-out; reads and
 * leases wait for nobody. Safe for use by several threads; set up before it is used.
 */
public final class InMemoryAuditStore implements AuditStore {

    /** How long a write waits for another open transaction, unless told otherwise: real time, not that of the clock. */
    public static final Duration DEFAULT_LOCK_TIMEOUT = Duration.ofSeconds(5);

    private final InMemoryDatabase database;

    private InMemoryAuditStore(InMemoryDatabase database) {
        this.database = database;
    }

    /** {@return a store on a new, empty database, with the system's clock} */
    public static InMemoryAuditStore create() {
        return new InMemoryAuditStore(new InMemoryDatabase());
    }

    /** {@return another store on the same database, as another process would open it} */
    public InMemoryAuditStore another() {
        return new InMemoryAuditStore(database);
    }

    /**
     * Sets the clock of the database, for all stores on it: the one that leases expire by.
     *
     * @param clock a test may move it; the times in the log are those of the builder's clock
     * @return this store
     */
    public InMemoryAuditStore withClock(Clock clock) {
        database.setClock(clock);
        return this;
    }

    /**
     * Sets how long a write waits for another open transaction, for all stores on the database.
     *
     * @param lockTimeout real time, not that of the clock; zero or more
     * @return this store
     * @throws IllegalArgumentException it is negative
     */
    public InMemoryAuditStore withLockTimeout(Duration lockTimeout) {
        if (lockTimeout.isNegative()) {
            throw new IllegalArgumentException("lockTimeout is negative: " + lockTimeout);
        }
        database.setLockTimeout(lockTimeout);
        return this;
    }

    /**
     * Sets whether {@code occupy} and {@code settle} end a session that blocks them for the lock time-out, as on
     * PostgreSQL, for all stores on the database. Without it they throw, as on H2.
     *
     * @param ends {@code false} if not set
     * @return this store
     */
    public InMemoryAuditStore endingBlockingSessions(boolean ends) {
        database.setEndsBlockingSessions(ends);
        return this;
    }

    @Override
    public AuditLog log(String service) {
        return new InMemoryLog(database, service);
    }

    @Override
    public Lease.Attempt tryAcquire(String service, Holder me, Duration length) {
        return database.leases().tryAcquire(service, me, length);
    }

    @Override
    public Optional<LeaseRow> lease(String service) {
        return database.leases().look(service);
    }

    @Override
    public boolean release(String service, long token) {
        return database.leases().release(service, token, null);
    }

    @Override
    public Object transactionDomain() {
        return database;
    }

    /**
     * What is committed in the log of a service, oldest first.
     *
     * @param service whose log
     * @return a copy; empty where there is no log
     */
    public List<AuditEntry> entries(String service) {
        return log(service).read(0);
    }

    /** {@return whether nothing was created in the database yet: no log, no lease, no place for markers} */
    public boolean isUntouched() {
        return database.isUntouched();
    }

    /**
     * Ends the session that a {@link io.flamingock.api.BlockedException} names; its transaction is undone.
     *
     * @param session the number in the message
     * @return {@code false}: it has ended, or has written nothing
     */
    public boolean endSession(long session) {
        return database.endSession(session);
    }

    /** Nothing is held: what was written stays, and this store can still be used. */
    @Override
    public void close() {}

    InMemoryDatabase database() {
        return database;
    }
}
