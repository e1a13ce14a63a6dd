package io.flamingock.memory;

/**
 * Stands for a deadlock or a serialization failure: by it the database says that it has undone the whole transaction,
 * and that running it again is right. For tests to throw in a body, or have thrown by
 * {@link InMemoryRecords#deadlock()}.
 */
public final class InMemoryDeadlockException extends RuntimeException {

    /**
     * For a body to throw.
     *
     * @param message is recorded if the last try throws it too
     */
    public InMemoryDeadlockException(String message) {
        super(message);
    }
}
