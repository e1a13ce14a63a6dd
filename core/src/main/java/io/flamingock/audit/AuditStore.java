package io.flamingock.audit;

import java.time.Duration;
import java.util.Optional;

/**
 * Where the logs and the leases of services are kept. Safe for use by several threads; several instances, in several
 * processes, work on the same database. What is thrown, other than what a method names, is an
 * {@link AuditStoreException} and means: not known whether it happened.
 */
public interface AuditStore extends AutoCloseable {

    /**
     * The log of one service. No I/O; nothing is created.
     *
     * @param service whose log; any text of 1 to 255 characters
     * @return a handle, as safe for threads as this store
     */
    AuditLog log(String service);

    /**
     * Tries once to acquire the lease of a service. The row is inserted where it is missing (a duplicate is ignored)
     * and then decided by <b>one conditional statement</b> on the <b>store's clock</b>. Acquired if the lease is free
     * or has expired, or is already held by the same {@code owner} (an answer that was lost: token and {@code
     * takenOverFrom} are then those of the first time). Each other acquisition makes the token grow by 1. Creates the
     * table where it is missing. Does not wait for the holder.
     *
     * @param length how long the lease lasts from now unless renewed; &gt; 0
     * @param service whose lease
     * @param me who asks
     * @return {@code Acquired}, or {@code HeldBy} with what is known about the holder
     */
    Lease.Attempt tryAcquire(String service, Holder me, Duration length);

    /**
     * What is known about the lease of a service, held or not. Empty: there never was one. Creates nothing.
     *
     * @param service whose lease
     * @return the row, with ages on the clock of the store
     */
    Optional<LeaseRow> lease(String service);

    /**
     * Releases the lease with this token, whoever holds it, in one conditional statement; the caller has appended the
     * fence. {@code false}: the lease has another token, or was released already; one that has expired is released.
     *
     * @param service whose lease
     * @param token of the lease that is to end
     * @return whether this call has ended it
     */
    boolean release(String service, long token);

    /** {@return what transactions that this store can join belong to; compared by {@code equals}} */
    Object transactionDomain();

    /** Gives back what this instance holds; the user's own clients and pools stay open. */
    @Override
    void close();
}
