package io.flamingock.mongodb;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.flamingock.api.FlamingockException;
import io.flamingock.targets.Marker;
import io.flamingock.targets.TargetTransaction;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** A transaction in a session of its own. The body sees database and session through {@link BoundHandles} only. */
final class MongoTransaction implements TargetTransaction {

    /** {@code ABORTED} is final: from it no way leads to {@code COMMITTED}. */
    private enum Progress {
        OPEN,
        COMMITTING,
        COMMITTED,
        ROLLED_BACK,
        ABORTED
    }

    private final Mongo mongo;
    private final ClientSession session;
    private final MongoDatabase database;
    private final ClientSession handle;
    private final long begunNanos = System.nanoTime();
    private final AtomicReference<Progress> progress = new AtomicReference<>(Progress.OPEN);
    private boolean hangs;

    private MongoTransaction(Mongo mongo, ClientSession session) {
        this.mongo = mongo;
        this.session = session;
        BoundHandles handles = new BoundHandles(session, this::checkOpen, this::explained);
        Settings settings = mongo.settings();
        this.database = handles.of(
                MongoDatabase.class,
                settings.client()
                        .getDatabase(settings.database())
                        // the transaction has its own; those of the client would be sent with $out, and refused
                        .withReadConcern(ReadConcern.DEFAULT)
                        .withWriteConcern(WriteConcern.ACKNOWLEDGED));
        this.handle = handles.session();
    }

    static MongoTransaction begin(Mongo mongo) {
        Settings settings = mongo.settings();
        ClientSession session =
                settings.client().startSession(ClientSessionOptions.builder().build());
        try {
            session.startTransaction(TransactionOptions.builder()
                    .readConcern(ReadConcern.SNAPSHOT)
                    .writeConcern(Mongo.DURABLE)
                    .readPreference(ReadPreference.primary())
                    .maxCommitTime(settings.networkTimeout().toMillis(), TimeUnit.MILLISECONDS)
                    .build());
            return new MongoTransaction(mongo, session);
        } catch (RuntimeException | Error e) {
            session.close();
            throw e;
        }
    }

    MongoClient client() {
        return mongo.settings().client();
    }

    @Override
    public <T> T bound(Class<T> type) {
        if (type == MongoDatabase.class) {
            return type.cast(database);
        }
        if (type == ClientSession.class) {
            return type.cast(handle);
        }
        throw MongoTargetSystem.notBound(type);
    }

    /** An insert of our own. A key is taken whether it was so when the transaction began, or came to be since then. */
    void insert(MongoCollection<Document> collection, List<Document> documents) throws KeyTakenException {
        checkOpen();
        try {
            own(() -> collection.insertMany(session, documents));
        } catch (MongoException e) {
            if (Errors.isTaken(e)) {
                throw new KeyTakenException(Redaction.of(e));
            }
            throw explained(e);
        }
    }

    boolean isThere(MongoCollection<Document> collection, Bson filter) {
        checkOpen();
        try {
            return own(() -> collection.find(session, filter).first() != null);
        } catch (MongoException e) {
            throw explained(e);
        }
    }

    @Override
    public void insertBegin(Marker marker) {
        mongo.call("inserting marker BEGIN of '" + marker.changeId() + "'", () -> {
            new MarkerCollection(mongo).insertBegin(this, marker);
            return true;
        });
    }

    @Override
    public boolean insertEnd(Marker marker) {
        return mongo.call(
                "inserting marker END of '" + marker.changeId() + "'",
                () -> new MarkerCollection(mongo).insertEnd(this, marker));
    }

    /** Nothing that a body is given leaves it. */
    @Override
    public boolean rollbackUndoesAll() {
        return true;
    }

    @Override
    public void commit() {
        if (!progress.compareAndSet(Progress.OPEN, Progress.COMMITTING)) {
            throw new FlamingockException("not committed: " + whyOver());
        }
        Runnable send = () -> own(() -> {
            session.commitTransaction();
            return true;
        });
        new Commit(mongo, send, this::explained, () -> progress.get() == Progress.ABORTED).untilAnswered();
        if (!progress.compareAndSet(Progress.COMMITTING, Progress.COMMITTED)) {
            throw new FlamingockException(
                    "it is not known whether this was committed: the transaction was aborted at the same moment");
        }
    }

    @Override
    public void rollback() {
        if (!progress.compareAndSet(Progress.OPEN, Progress.ROLLED_BACK)) {
            if (progress.get() == Progress.COMMITTING || progress.get() == Progress.COMMITTED) {
                throw new FlamingockException("not rolled back: " + whyOver());
            }
            return;
        }
        mongo.call(
                "the rollback",
                () -> own(() -> {
                    session.abortTransaction();
                    return true;
                }));
    }

    @Override
    public void abort() {
        Progress before = progress.getAndUpdate(
                now -> now == Progress.OPEN || now == Progress.COMMITTING ? Progress.ABORTED : now);
        if (before == Progress.OPEN || before == Progress.COMMITTING) {
            endOnServer();
        }
    }

    @Override
    public void close() {
        try {
            if (progress.compareAndSet(Progress.OPEN, Progress.ROLLED_BACK) || progress.get() != Progress.COMMITTING) {
                own(() -> {
                    session.close();
                    return true;
                });
            } else {
                endOnServer(); // whether it committed is found out next, and what did not must not be in the way
            }
        } catch (RuntimeException e) {
            endOnServer();
        }
    }

    /** What runs in it fails, and its locks go. Talks to the server, so whoever wants this does not wait for it. */
    private void endOnServer() {
        session.getServerSession().markDirty(); // nobody else must get a session that is being ended
        Bounded.startDaemon(
                "flamingock-abort",
                () -> OpenTransactions.end(
                        mongo, session.getServerSession().getIdentifier().getBinary("id")));
    }

    /** Our own calls have the network time-out; a body's may take as long as they take. */
    private <T extends @Nullable Object> T own(Supplier<T> call) {
        if (hangs) {
            throw new MongoTimeoutException("an answer in this session is still awaited");
        }
        try {
            return Bounded.call(mongo.settings().networkTimeout(), call);
        } catch (MongoTimeoutException e) {
            hangs = true;
            throw e;
        }
    }

    private RuntimeException explained(RuntimeException e) {
        return Explained.of(e, Duration.ofNanos(System.nanoTime() - begunNanos));
    }

    private void checkOpen() {
        if (progress.get() != Progress.OPEN) {
            throw new IllegalStateException(whyOver());
        }
    }

    private String whyOver() {
        return switch (Objects.requireNonNull(progress.get())) {
            case OPEN -> "";
            case COMMITTING, COMMITTED -> "the transaction of this change has been committed";
            case ROLLED_BACK -> "the transaction of this change has been rolled back";
            case ABORTED ->
                "the transaction of this change was aborted, because its run has lost the lease; nothing more is written";
        };
    }
}
