package io.flamingock.mongodb;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.flamingock.api.FlamingockException;
import io.flamingock.audit.AuditStoreException;
import io.flamingock.audit.StoreRefusedException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** One database as this package uses it, either as an audit store or as a target. Safe for use by several threads. */
final class Mongo {

    static final WriteConcern DURABLE = WriteConcern.MAJORITY.withJournal(true);

    private final Settings settings;
    private final @Nullable String target;

    private Mongo(Settings settings, @Nullable String target) {
        this.settings = settings;
        this.target = target;
    }

    static Mongo ofStore(Settings settings) {
        return new Mongo(settings, null);
    }

    static Mongo ofTarget(Settings settings, String name) {
        return new Mongo(settings, name);
    }

    Settings settings() {
        return settings;
    }

    /** A collection whose answers come within the network time-out, durable and from the primary. */
    MongoCollection<Document> collection(Role role) {
        return collection(role, settings.networkTimeout());
    }

    /** The same with another limit, for the whole of a call. */
    MongoCollection<Document> collection(Role role, Duration timeout) {
        return inTransaction(role).withTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The same as the client has it: the time-out of a transaction is set where that begins. */
    MongoCollection<Document> inTransaction(Role role) {
        return sober(settings.client().getDatabase(settings.database())).getCollection(settings.name(role));
    }

    /** The database in which our collections are. */
    MongoDatabase database() {
        return timed(settings.database());
    }

    /** The same for commands that say themselves how long they may take. */
    MongoDatabase untimedDatabase() {
        MongoDatabase database = sober(settings.client().getDatabase(settings.database()));
        return database.getTimeout(TimeUnit.MILLISECONDS) == null
                ? database
                : database.withTimeout(0, TimeUnit.MILLISECONDS);
    }

    /** The database that takes commands about the server. */
    MongoDatabase admin() {
        return timed("admin");
    }

    /** Does it; {@code what} is for the message of what goes wrong. */
    <T extends @Nullable Object> T call(String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (FlamingockException e) {
            throw e;
        } catch (RuntimeException e) { // of the server, the driver, a closed client
            throw failure(what, e);
        }
    }

    /** What is thrown for this; of a store an {@link AuditStoreException}. */
    FlamingockException failure(String what, RuntimeException e) {
        RuntimeException cause = Redaction.of(e);
        String text = what + (target == null ? "" : " in target system '" + target + "'") + " failed"
                + (e instanceof MongoException mongo && Errors.code(mongo) > 0
                        ? " with code " + Errors.code(mongo)
                        : "")
                + ": " + cause.getMessage();
        if (target != null) {
            return new FlamingockException(text, cause);
        }
        if (Errors.isWrongCredentials(e)) {
            return new StoreRefusedException("[S27] " + text + " (check user and password)", cause);
        }
        return Errors.isForbidden(e)
                ? new StoreRefusedException(
                        "[S29] " + text + " (the user lacks a privilege on database '" + settings.database()
                                + "'); nothing was written",
                        cause)
                : new AuditStoreException(text, cause);
    }

    private MongoDatabase timed(String name) {
        return sober(settings.client().getDatabase(name))
                .withTimeout(settings.networkTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Nothing of ours depends on what the client is configured with. */
    private static MongoDatabase sober(MongoDatabase database) {
        return database.withCodecRegistry(MongoClientSettings.getDefaultCodecRegistry())
                .withReadPreference(ReadPreference.primary())
                .withReadConcern(ReadConcern.MAJORITY)
                .withWriteConcern(DURABLE);
    }
}
