package io.flamingock.memory;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The data of an in-memory database: named values. As a parameter of a change it is bound to the change's transaction:
 * sees what that wrote, and commits or rolls back with it. From {@link InMemoryTargetSystem#records()} it sees what is
 * committed, and each write commits at once.
 *
 * <p>A write waits for another open transaction that has written, for the lock time-out, and then throws a
 * {@link io.flamingock.api.BlockedException}. A bound one throws {@link IllegalStateException} once its transaction has
 * ended or was cut off. Safe for use by several threads as far as their transactions are.
 */
public final class InMemoryRecords {

    private final InMemoryDatabase database;
    private final @Nullable InMemoryTransaction transaction;

    InMemoryRecords(InMemoryDatabase database, @Nullable InMemoryTransaction transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /**
     * Writes a value, in place of the one that was there. It is kept as it is, not copied: use immutable ones.
     *
     * @param key any text
     * @param value not {@code null}
     */
    public void put(String key, Object value) {
        write(key, Optional.of(value));
    }

    /**
     * Removes a value; nothing happens where there is none.
     *
     * @param key any text
     */
    public void remove(String key) {
        write(key, Optional.empty());
    }

    /**
     * The value of a key; empty: there is none. Never waits.
     *
     * @param key any text
     * @return what was put last, own writes of the transaction included
     */
    public Optional<Object> get(String key) {
        return Optional.ofNullable(all().get(key));
    }

    /** {@return a copy of all values, by key} Never waits. */
    public SortedMap<String, Object> all() {
        return transaction == null ? new TreeMap<>(database.committedRecords()) : transaction.visibleRecords();
    }

    /**
     * Commits what the transaction has written so far, Flamingock's own entries and markers included, and lets it go
     * on: what {@code CREATE TABLE} does on MySQL and H2, or a {@code COMMIT} in a script.
     *
     * @throws IllegalStateException it is not bound to a transaction
     */
    public void commitBehindOurBack() {
        bound().commitBehindOurBack();
    }

    /**
     * Undoes what the transaction has written so far, Flamingock's own entries and markers included, and throws, as a
     * database does that has chosen this transaction as the victim of a deadlock. A body that swallows the exception
     * writes on in a new transaction.
     *
     * @throws InMemoryDeadlockException always
     * @throws IllegalStateException it is not bound to a transaction
     */
    public void deadlock() {
        bound().undoBehindOurBack();
        throw new InMemoryDeadlockException("deadlock: the transaction was undone");
    }

    /** Names the session that it is bound to, as a {@link io.flamingock.api.BlockedException} does. */
    @Override
    public String toString() {
        return transaction == null ? "committed records" : "records of " + transaction;
    }

    private void write(String key, Optional<Object> value) {
        if (transaction == null) {
            database.autoCommit(once -> once.write(key, value));
        } else {
            transaction.write(key, value);
        }
    }

    private InMemoryTransaction bound() {
        if (transaction == null) {
            throw new IllegalStateException("not bound to a transaction: each write has committed already");
        }
        return transaction;
    }
}
