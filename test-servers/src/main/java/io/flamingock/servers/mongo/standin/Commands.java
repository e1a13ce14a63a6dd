package io.flamingock.servers.mongo.standin;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Carries out a command: for a transaction, as a retryable write, or on its own. */
final class Commands {

    private static final Set<String> RETRYABLE = Set.of("insert", "update", "delete", "findAndModify");

    private static final Set<String> DEFINITIONS =
            Set.of("create", "createIndexes", "dropIndexes", "drop", "dropDatabase", "renameCollection");

    private final Mode mode;
    private final MovableClock clock;
    private final Store store;
    private final Sessions sessions;
    private final Administration administration;

    Commands(Mode mode, String address, MovableClock clock, Dispatcher dispatcher) {
        this.mode = mode;
        this.clock = clock;
        this.store = new Store(clock);
        this.sessions = new Sessions(store, clock);
        this.administration = new Administration(mode, address, clock, sessions, dispatcher);
    }

    Document run(Operation operation, int stopAfter) {
        Long number = operation.transactionNumber();
        store.lock.lock();
        try {
            if (number != null && mode == Mode.STANDALONE) {
                throw new CommandError(
                        20,
                        "IllegalOperation",
                        "Transaction numbers are only allowed on a replica set member or mongos");
            }
            Document command = Clockwork.set(operation.command, clock.instant());
            if (operation.inTransaction()) {
                if (number == null) {
                    throw CommandError.invalidOptions("'autocommit' field requires a transaction number");
                }
                return sessions.inTransaction(
                        operation, number, transaction -> inTransaction(transaction, operation, command, stopAfter));
            }
            if (operation.endsTransaction()) {
                throw new CommandError(125, "CommandFailed", operation.name + " must be run within a transaction");
            }
            if (number != null && RETRYABLE.contains(operation.name)) {
                return WriteConcern.check(
                        operation,
                        mode,
                        sessions.retryable(operation, number, done -> write(operation, command, done, stopAfter)));
            }
            return alone(operation, command, stopAfter);
        } finally {
            store.wake();
            store.lock.unlock();
        }
    }

    private Document alone(Operation operation, Document command, int stopAfter) {
        if (RETRYABLE.contains(operation.name)) {
            return WriteConcern.check(operation, mode, write(operation, command, new HashMap<>(), stopAfter));
        }
        Document answer = administration.run(operation);
        if (answer != null) {
            return answer;
        }
        if (operation.name.equals("listDatabases")) {
            return store.databases();
        }
        if (DEFINITIONS.contains(operation.name)) {
            return define(operation, command);
        }
        if (operation.name.equals("aggregate") && Refusals.writes(command)) {
            return store.define(operation, command, Refusals.targets(operation, command));
        }
        Refusals.checkExists(operation, store);
        return filtered(operation, store.read(operation, command));
    }

    private Document write(Operation operation, Document command, Map<Integer, Document> done, int stopAfter) {
        Refusals.check(command);
        if (Writes.isOne(operation.name)) {
            return Writes.run(operation, command, done, stopAfter, single -> store.write(operation, single));
        }
        int number = Writes.number(command, 0);
        Document known = done.get(number);
        if (known != null) {
            Document again = known.cloneDeeply();
            again.put("retriedStmtIds", List.of(number));
            return again;
        }
        Document answer = store.write(operation, command);
        done.put(number, answer.cloneDeeply());
        return answer;
    }

    private Document inTransaction(Transaction transaction, Operation operation, Document command, int stopAfter) {
        Refusals.check(command);
        Refusals.checkInTransaction(transaction, operation, command);
        if (!RETRYABLE.contains(operation.name) && !DEFINITIONS.contains(operation.name)) {
            return store.readIn(transaction, operation, command);
        }
        Document answer = Writes.isOne(operation.name)
                ? Writes.run(
                        operation,
                        command,
                        new HashMap<>(),
                        stopAfter,
                        single -> store.writeIn(transaction, operation, single))
                : store.writeIn(transaction, operation, command);
        store.settleIn(transaction, operation);
        return answer;
    }

    private Document define(Operation operation, Document command) {
        Refusals.check(command);
        if (operation.name.equals("drop") && !store.has(operation.database, operation.collection())) {
            return new Document("ok", 1.0);
        }
        Set<String> namespaces = switch (operation.name) {
            case "dropDatabase" -> Set.of(operation.database + ".");
            case "renameCollection" -> Set.of(operation.collection(), String.valueOf(command.get("to")));
            default -> Set.of(operation.database + "." + operation.collection());
        };
        return WriteConcern.check(operation, mode, store.define(operation, command, namespaces));
    }

    /** The library lists all collections whatever the filter says. */
    private static Document filtered(Operation operation, Document answer) {
        if (operation.name.equals("listCollections")
                && operation.command.get("filter") instanceof Document filter
                && answer.get("cursor") instanceof Document cursor
                && cursor.get("firstBatch") instanceof List<?> all) {
            DefaultQueryMatcher matcher = new DefaultQueryMatcher();
            cursor.put(
                    "firstBatch",
                    all.stream()
                            .filter(collection -> matcher.matches((Document) collection, filter))
                            .toList());
        }
        return answer;
    }

    void abortOverdue() {
        store.lock.lock();
        try {
            sessions.abortOverdue();
        } finally {
            store.lock.unlock();
        }
    }
}
