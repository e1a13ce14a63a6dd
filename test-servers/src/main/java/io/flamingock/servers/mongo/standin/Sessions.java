package io.flamingock.servers.mongo.standin;

import de.bwaldvogel.mongo.bson.Document;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Transactions and retryable writes, by session and number. A transaction belongs to its session, not to a
 * connection: one whose client has died stays open, and in the way, until its lifetime has passed or somebody has
 * killed the session. Every method is called with the store's lock held.
 */
final class Sessions {

    private static final Set<String> ALLOWED = Set.of(
            "aggregate",
            "create",
            "createIndexes",
            "delete",
            "distinct",
            "find",
            "findAndModify",
            "getMore",
            "insert",
            "killCursors",
            "update");

    private static final Set<String> WITHOUT_TRANSACTIONS = Set.of("admin", "config", "local");

    private final Store store;
    private final Clock clock;
    private final Map<UUID, Session> sessions = new LinkedHashMap<>();
    private Duration lifetime = Duration.ofSeconds(60);

    Sessions(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    void lifetime(Duration newLifetime) {
        lifetime = newLifetime;
    }

    Duration lifetime() {
        return lifetime;
    }

    Collection<Session> all() {
        return sessions.values();
    }

    /** A write that a driver sends again when it has got no answer: what was carried out is not carried out again. */
    Document retryable(Operation operation, long number, Function<Map<Integer, Document>, Document> write) {
        Session session = session(operation);
        while (session.busy) {
            store.await(operation);
        }
        if (number < session.number) {
            throw CommandError.transactionTooOld(number, session.number);
        }
        if (number > session.number) {
            abort(session);
            session.start(number, Session.State.NONE);
        }
        session.busy = true;
        try {
            return write.apply(session.done);
        } finally {
            session.busy = false;
            store.wake();
        }
    }

    Document inTransaction(Operation operation, long number, Function<Transaction, Document> statement) {
        Session session = session(operation);
        if (operation.endsTransaction()) {
            return end(operation, session, number);
        }
        check(operation);
        if (Boolean.TRUE.equals(operation.command.get("startTransaction"))) {
            start(operation, session, number);
        } else {
            check(session, number, "continue");
        }
        Transaction transaction = session.open();
        try {
            Document answer = statement.apply(transaction);
            if (answer.containsKey("writeErrors")) {
                abort(session);
            }
            return answer;
        } catch (Hangup e) {
            throw e; // Only the connection is gone: the transaction is the session's.
        } catch (RuntimeException e) {
            abort(session);
            throw e;
        }
    }

    private static void check(Operation operation) {
        if (!ALLOWED.contains(operation.name)) {
            String hint = operation.name.equals("count")
                    ? " Please see http://dochub.mongodb.org/core/transaction-count for a recommended alternative."
                    : "";
            throw CommandError.notInTransaction(
                    "Cannot run '" + operation.name + "' in a multi-document transaction." + hint);
        }
        if (WITHOUT_TRANSACTIONS.contains(operation.database)) {
            throw CommandError.notInTransaction(
                    "Cannot run command against the '" + operation.database + "' database in a transaction.");
        }
        if (operation.command.containsKey("writeConcern")) {
            throw CommandError.invalidOptions("writeConcern is not allowed within a multi-statement transaction");
        }
        if (operation.command.containsKey("readConcern")
                && !Boolean.TRUE.equals(operation.command.get("startTransaction"))) {
            throw CommandError.invalidOptions("Only the first command in a transaction may specify a readConcern");
        }
    }

    private void start(Operation operation, Session session, long number) {
        if (number < session.number) {
            throw CommandError.transactionTooOld(number, session.number);
        }
        if (number == session.number) {
            throw new CommandError(
                    117,
                    "ConflictingOperationInProgress",
                    "Cannot start a transaction at given transaction number " + number
                            + ": a transaction or write with the same number is in state " + session.state);
        }
        abort(session);
        session.start(number, Session.State.OPEN);
        session.transaction = store.begin();
        session.opener = operation;
    }

    private static void check(Session session, long number, String what) {
        if (number < session.number) {
            throw CommandError.transactionTooOld(number, session.number);
        }
        if (number > session.number || session.state == Session.State.NONE) {
            throw CommandError.noSuchTransaction("Given transaction number " + number
                    + " does not match any in-progress transactions. The active transaction number is "
                    + session.number);
        }
        if (session.state == Session.State.ABORTED) {
            throw CommandError.noSuchTransaction("Transaction with { txnNumber: " + number + " } has been aborted.");
        }
        if (session.state == Session.State.COMMITTED && !what.equals("commitTransaction")) {
            throw new CommandError(
                    256, "TransactionCommitted", "Transaction with { txnNumber: " + number + " } has been committed.");
        }
    }

    private Document end(Operation operation, Session session, long number) {
        if (!operation.database.equals("admin")) {
            throw new CommandError(13, "Unauthorized", operation.name + " may only be run against the admin database.");
        }
        check(session, number, operation.name);
        if (session.state == Session.State.OPEN) {
            if (operation.name.equals("commitTransaction")) {
                store.commit(session.open());
                session.state = Session.State.COMMITTED;
                session.transaction = null;
            } else {
                abort(session);
            }
        }
        return new Document("ok", 1.0);
    }

    /** Those with these ids, or all if there are none. */
    void kill(List<UUID> ids) {
        sessions.values().stream()
                .filter(session -> ids.isEmpty() || ids.contains(session.id))
                .forEach(this::abort);
    }

    void abortOverdue() {
        sessions.values().stream()
                .filter(session -> session.state == Session.State.OPEN)
                .filter(session -> clock.instant().isAfter(session.open().since.plus(lifetime)))
                .forEach(this::abort);
    }

    private void abort(Session session) {
        if (session.state == Session.State.OPEN) {
            store.abort(session.open());
            session.state = Session.State.ABORTED;
            session.transaction = null;
        }
    }

    private Session session(Operation operation) {
        UUID id = operation.session();
        if (id == null) {
            throw CommandError.invalidOptions("Transaction number requires a session ID to also be specified");
        }
        return sessions.computeIfAbsent(id, Session::new);
    }
}
