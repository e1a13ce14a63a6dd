package io.flamingock.targets;

import io.flamingock.api.BlockedException;
import io.flamingock.api.FlamingockException;
import java.util.Optional;
import java.util.Set;

/**
 * A target system whose transactions a change can be bound to. Safe for use by several threads.
 *
 * <p>Where its {@linkplain #transactionDomain domain} is that of the audit store, effect and outcome commit as one
 * (mode SHARED). Elsewhere two markers in the target's own transaction, {@code BEGIN} before and {@code END} after the
 * body, tell later what became of an attempt (mode MARKED, protocol §4). Markers are inserted, never updated or
 * deleted, and are unique on {@code (service, changeId, attempt, BEGIN | END)}.
 */
public interface TransactionalTargetSystem extends TargetSystem {

    /**
     * What decides whether a transaction of this target and one of the audit store are the same: the {@code
     * DataSource}, the client. Compared by {@code equals} with {@code AuditStore.transactionDomain()}.
     *
     * @return usually the client or pool itself
     */
    Object transactionDomain();

    /**
     * The types that are offered inside a transaction only, bound to it. A parameter of exactly one of these types is
     * bound; the same set at every call.
     *
     * @return never empty
     */
    Set<Class<?>> boundTypes();

    /**
     * Whether a body can commit by what it is given: by DDL, by a statement {@code COMMIT}. Where it can, an outcome
     * that is refused because the intent is not the entry before it means that the body has left the transaction.
     *
     * @return {@code true} where it is not known
     */
    boolean bodyCanCommit();

    /**
     * By which harmless-looking statements a body commits, in words for the plan: {@code "DDL commits on MySQL"}; may
     * connect; the same at every call. Empty: by none, as wherever {@link #bodyCanCommit()} is {@code false}.
     *
     * @return words, or nothing
     * @throws FlamingockException it had to connect, and could not
     */
    Optional<String> implicitCommits();

    /**
     * {@return why this one has no transactions after all (a standalone server); may ask the server} Empty: it has
     * them.
     */
    Optional<String> withoutTransactions();

    /**
     * Creates the place of the markers where it is missing; never inside a change's transaction. Returns why that is
     * impossible (no right to create it); empty: markers can be written.
     *
     * @return words for the plan and the log, or nothing
     */
    Optional<String> prepareMarkers();

    /**
     * A new object of a bound type outside any transaction: what is done through it takes effect at once, statement by
     * statement. For bodies that are not to run in a transaction ({@code transactional = false}, a server without
     * transactions); asked for once per type and attempt, on the body's thread. What it returns is closed after the
     * body where it is {@link AutoCloseable}, so never the user's own client; a throw of that {@code close} (work was
     * left uncommitted) fails the attempt. Must work for every one of the {@link #boundTypes}.
     *
     * @param <T> the bound type
     * @param type one of {@link #boundTypes}
     * @return not shared with anybody
     */
    <T> T autoCommitting(Class<T> type);

    /** {@return a new transaction, begun. Throws, with nothing left open, where the target cannot be reached} */
    TargetTransaction begin();

    /**
     * Finds out what became of an attempt, by occupying its place: inserts its {@code BEGIN} as {@code CLOSED}, in a
     * transaction of its own, committed. If it goes in, nothing of the attempt is there and never will be:
     * {@link Settlement#UNDONE}. On a duplicate the rows of the attempt are read: {@code END} is {@code DONE},
     * {@code CLOSED} is {@code UNDONE}, {@code BEGIN} alone is {@code UNKNOWN} (somebody has committed behind our
     * back), a row with another hash than the marker's is {@code FOREIGN}.
     *
     * <p>Called only by the holder of a confirmed lease. Waits for a transaction that holds the key for the lock
     * time-out; then ends that session where the database lets its own user do so, with a WARN, and tries again.
     *
     * @param marker names the attempt, and the hash of its {@code STARTED}
     * @return what was found, or decided
     * @throws BlockedException where it cannot end it: nothing was decided
     */
    Settlement settle(Marker marker);

    /**
     * Whether this exception, thrown by a body, an insert or a commit, means that the database has undone the whole
     * transaction and that running it again is right (serialization failure, deadlock, transient transaction error).
     *
     * @param thrown with its causes
     * @return {@code false} in doubt: a body must not be repeated then
     */
    boolean undoneByDatabase(Throwable thrown);
}
