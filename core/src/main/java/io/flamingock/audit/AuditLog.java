package io.flamingock.audit;

import io.flamingock.api.BlockedException;
import io.flamingock.targets.TargetTransaction;
import java.util.List;
import java.util.Optional;

/**
 * The append-only log of one service: entries numbered 1, 2, 3 … without gaps, unique on {@code (service, seq)}.
 * Nothing in it is ever updated or deleted; order is {@code seq}, never a clock.
 */
public interface AuditLog {

    /**
     * Creates the table where it is missing, or says what stands there instead. Called by the holder right after
     * acquiring the lease, never inside a change's transaction. Several callers at once all succeed.
     */
    void create();

    /**
     * {@return the newest entry that is neither of kind {@code LOCK} nor of state {@code LATE}; empty where there is
     * none. One statement, one round trip, nothing is created; a missing table is an empty log}
     */
    Optional<AuditEntry> newest();

    /**
     * The entries after {@code afterSeq}, in order; a missing table is an empty log. Made by {@link AuditEntry#of}, so
     * that those before one that cannot be read are not lost.
     *
     * @param afterSeq 0 for all of them
     * @return the entries, oldest first; as many as there are
     * @throws UnreadableEntryException an entry has a format or a value that this version does not know
     */
    List<AuditEntry> read(long afterSeq);

    /**
     * Appends, as a compare-and-set in one round trip: {@code entries} stand at {@code expected.seq() + 1 …} and carry
     * the hashes that follow {@code expected}. If one of the numbers is taken, or the expected head is missing or has
     * another hash, nothing of {@code entries} may be visible after the throw, or a prefix of them. Durable when it
     * returns.
     *
     * @param expected where the caller last saw the log end
     * @param entries one or more, made by {@link AuditEntry#after} upon {@code expected} and upon each other
     * @return the new head
     * @throws AuditConflictException the number is taken, or the expected head is not there
     * @throws BlockedException a session holds an unfinished append at that number for longer than the lock time-out
     * @throws AuditStoreException the answer was lost: read by seq and look for your own hash
     */
    Head append(Head expected, List<AuditEntry> entries);

    /**
     * The same inside an open transaction of a target of the same {@linkplain AuditStore#transactionDomain domain}:
     * visible and durable if and when that commits. If it throws, the transaction is to be rolled back.
     *
     * @param expected where the caller last saw the log end
     * @param entries as above
     * @param transaction open, and of a target in the same domain
     * @return the new head, once that transaction has committed
     */
    Head append(Head expected, List<AuditEntry> entries, TargetTransaction transaction);

    /**
     * Like {@link #append} of one entry, by someone who holds the lease and must get an answer: to fence, or to find
     * out what became of an unfinished append by taking its place. If a session blocks it for the lock time-out, that
     * session is ended where the database tells its own user who it is and lets him, with a WARN, and the append is
     * tried again.
     *
     * @param expected where the caller last saw the log end
     * @param entry made upon {@code expected}
     * @return the new head
     * @throws BlockedException where it cannot be ended, naming the session and the statement that ends it
     * @throws AuditConflictException somebody else stands there: look who
     */
    Head occupy(Head expected, AuditEntry entry);
}
