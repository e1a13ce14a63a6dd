package io.flamingock.servers.mongo.standin;

import de.bwaldvogel.mongo.bson.Document;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known of one session: its newest transaction or retryable write. Guarded by the store's lock. */
final class Session {

    enum State {
        NONE,
        OPEN,
        COMMITTED,
        ABORTED
    }

    final UUID id;
    long number = -1;
    State state = State.NONE;

    @Nullable
    Transaction transaction;

    @Nullable
    Operation opener;

    /** Answers to the statements of the retryable write, by their number. */
    final Map<Integer, Document> done = new HashMap<>();

    /** A retryable write is under way; its retry waits for it. */
    boolean busy;

    Session(UUID id) {
        this.id = id;
    }

    void start(long newNumber, State newState) {
        number = newNumber;
        state = newState;
        transaction = null;
        opener = null;
        done.clear();
    }

    Transaction open() {
        if (transaction == null || state != State.OPEN) {
            throw new IllegalStateException("no transaction is open");
        }
        return transaction;
    }
}
