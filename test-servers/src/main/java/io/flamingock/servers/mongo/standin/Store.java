package io.flamingock.servers.mongo.standin;

import de.bwaldvogel.mongo.bson.Document;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * The committed data, and who may change them. Snapshot isolation as MongoDB documents it:
 *
 * <ol>
 *   <li>A transaction reads and writes a {@link Snapshot} from its first statement; others see its writes when it
 *       has committed, all of them.
 *   <li>A transaction that writes what another open one has written, or what anybody has written since its snapshot,
 *       gets WriteConflict (112) at once.
 *   <li>A write outside of transactions that wants what an open transaction has written waits until that one has
 *       ended, at most its {@code maxTimeMS}, and is then carried out on what is there.
 *   <li>Indexes, names and existence of a collection change when no open transaction uses it.
 * </ol>
 *
 * <p>Every method is called with {@link #lock} held; those that wait let go of it meanwhile.
 */
final class Store {

    final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private final Clock clock;
    private final Data committed;
    private final Set<Transaction> open = new LinkedHashSet<>();

    Store(Clock clock) {
        this.clock = clock;
        this.committed = new Data(clock);
    }

    Document read(Operation operation, Document command) {
        return committed.execute(operation.database, command);
    }

    Document write(Operation operation, Document statement) {
        String database = operation.database;
        String collection = operation.collection();
        while (true) {
            if (open.isEmpty()) {
                return committed.execute(database, statement.cloneDeeply());
            }
            Snapshot trial = new Snapshot(committed, clock);
            trial.copy(database, collection);
            Document answer = trial.data.execute(database, statement.cloneDeeply());
            Snapshot.Changes changes = trial.changes(database, collection);
            if (open.stream().noneMatch(transaction -> transaction.holdsAnyOf(changes.keys()))) {
                commit(changes);
                return answer;
            }
            await(operation);
        }
    }

    /** Indexes, names, existence: not part of any transaction, and not undone with one. */
    Document define(Operation operation, Document command, Set<String> namespaces) {
        Predicate<Transaction> isInTheWay =
                transaction -> transaction.used.stream().anyMatch(used -> concerns(namespaces, used));
        while (!changesNothing(operation) && open.stream().anyMatch(isInTheWay)) {
            await(operation);
        }
        open.forEach(transaction -> {
            namespaces.forEach(namespace -> copy(transaction.snapshot, namespace));
            if (!changesNothing(operation)) {
                transaction.redefined.addAll(namespaces);
            }
        });
        return committed.execute(operation.database, command);
    }

    private static void copy(Snapshot snapshot, String namespace) {
        int dot = namespace.indexOf('.');
        if (dot == namespace.length() - 1) {
            snapshot.copyAll(namespace.substring(0, dot));
        } else {
            snapshot.copy(namespace.substring(0, dot), namespace.substring(dot + 1));
        }
    }

    /** The library lists those too that were only asked for. */
    Document databases() {
        List<Document> all = committed.databases().stream()
                .filter(name -> !committed.collections(name).isEmpty())
                .map(name ->
                        new Document("name", name).append("sizeOnDisk", 4096L).append("empty", false))
                .toList();
        return new Document("databases", all)
                .append("totalSize", 4096L * all.size())
                .append("ok", 1.0);
    }

    boolean has(String database, String collection) {
        return committed.has(database, collection);
    }

    Transaction begin() {
        Transaction transaction = new Transaction(committed, clock);
        open.add(transaction);
        return transaction;
    }

    Document readIn(Transaction transaction, Operation operation, Document command) {
        use(transaction, operation);
        return transaction.snapshot.data.execute(operation.database, command);
    }

    /** To be followed by {@link #settleIn}, once for all statements of a command. */
    Document writeIn(Transaction transaction, Operation operation, Document statement) {
        use(transaction, operation);
        return transaction.snapshot.data.execute(operation.database, statement.cloneDeeply());
    }

    void settleIn(Transaction transaction, Operation operation) {
        Snapshot.Changes changes = transaction.snapshot.changes(operation.database, operation.collection());
        boolean lost = changes.keys().stream().anyMatch(transaction.overtaken::contains)
                || open.stream().anyMatch(other -> other != transaction && other.holdsAnyOf(changes.keys()));
        if (lost) {
            throw CommandError.writeConflict();
        }
        transaction.record(changes);
    }

    private static void use(Transaction transaction, Operation operation) {
        String namespace = operation.database + "." + operation.collection();
        if (concerns(transaction.redefined, namespace)) {
            throw CommandError.snapshotUnavailable(namespace);
        }
        transaction.used.add(namespace);
        if (operation.name.equals("aggregate")) {
            transaction.snapshot.copyAll(operation.database); // It may look up others.
        } else {
            transaction.snapshot.copy(operation.database, operation.collection());
        }
    }

    void commit(Transaction transaction) {
        open.remove(transaction);
        transaction.changes().forEach(this::commit);
        changed.signalAll();
    }

    void abort(Transaction transaction) {
        open.remove(transaction);
        changed.signalAll();
    }

    private void commit(Snapshot.Changes changes) {
        open.forEach(transaction -> {
            transaction.snapshot.copy(changes.database(), changes.collection());
            transaction.overtaken.addAll(changes.keys());
        });
        changes.apply(committed);
    }

    /** Until something may have changed; those who call this look again. */
    @SuppressWarnings("WaitNotInLoop")
    void await(Operation operation) {
        long limit = operation.maxTimeMillis();
        long left = TimeUnit.DAYS.toNanos(1);
        if (limit > 0) {
            left = TimeUnit.MILLISECONDS.toNanos(limit) - (System.nanoTime() - operation.startedNanos);
        }
        operation.waiting = true;
        try {
            if (left <= 0 || changed.awaitNanos(left) <= 0) {
                throw CommandError.timedOut();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandError.killed();
        } finally {
            operation.waiting = false;
        }
        if (operation.killed) {
            throw CommandError.killed();
        }
    }

    void wake() {
        changed.signalAll();
    }

    private boolean changesNothing(Operation operation) {
        String database = operation.database;
        String collection = operation.collection();
        if (operation.name.equals("createIndexes") && committed.has(database, collection)) {
            List<Object> names = committed.indexes(database, collection).stream()
                    .map(index -> index.get("name"))
                    .toList();
            return Fields.documents(operation.command, "indexes").stream()
                    .allMatch(index -> names.contains(index.get("name")));
        }
        return operation.name.equals(committed.has(database, collection) ? "create" : "drop");
    }

    /** A name that ends in a dot stands for a whole database. */
    private static boolean concerns(Set<String> namespaces, String used) {
        return namespaces.stream().anyMatch(name -> name.endsWith(".") ? used.startsWith(name) : used.equals(name));
    }
}
