package io.flamingock.mongodb;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.flamingock.audit.AuditConflictException;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditLog;
import io.flamingock.audit.AuditStoreException;
import io.flamingock.audit.Field;
import io.flamingock.audit.Head;
import io.flamingock.targets.TargetTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The log of one service in a collection. Several entries are one ordered insert, so a crash of the server may leave a
 * prefix of them; whether the expected head is there shows at the next read.
 */
final class MongoAuditLog implements AuditLog {

    private final Mongo mongo;
    private final String service;

    MongoAuditLog(Mongo mongo, String service) {
        this.mongo = mongo;
        this.service = service;
    }

    @Override
    public void create() {
        mongo.call("creating the collection of the audit log", () -> {
            new Collections(mongo).create(Role.AUDIT);
            return true;
        });
    }

    @Override
    public Optional<AuditEntry> newest() {
        return mongo.call("reading the newest entry of " + this, () -> {
            @Nullable
            Document newest = collection()
                    .find(Filters.and(
                            EntryDocument.after(service, 0),
                            Filters.ne(Field.KIND.column(), "LOCK"),
                            Filters.ne(Field.STATE.column(), "LATE")))
                    .sort(Sorts.descending("_id"))
                    .limit(1)
                    .first();
            return Optional.ofNullable(newest)
                    .map(document -> EntryDocument.fields(document).toEntry());
        });
    }

    @Override
    public List<AuditEntry> read(long afterSeq) {
        return mongo.call(
                "reading " + this,
                () -> AuditEntry.of(collection()
                        .find(EntryDocument.after(service, afterSeq))
                        .sort(Sorts.ascending("_id"))
                        .map(EntryDocument::fields)
                        .into(new ArrayList<>())));
    }

    @Override
    public Head append(Head expected, List<AuditEntry> entries) {
        return append(expected, entries, new Occupation(mongo, Role.AUDIT, what(), false));
    }

    @Override
    public Head occupy(Head expected, AuditEntry entry) {
        return append(expected, List.of(entry), new Occupation(mongo, Role.AUDIT, what(), true));
    }

    @Override
    public Head append(Head expected, List<AuditEntry> entries, TargetTransaction transaction) {
        if (!(transaction instanceof MongoTransaction ours)
                || ours.client() != mongo.settings().client()) {
            throw new IllegalArgumentException("this transaction is not one of the audit store's MongoClient");
        }
        return mongo.call(what(), () -> {
            try {
                ours.insert(mongo.inTransaction(Role.AUDIT), documents(entries));
                return last(entries).head();
            } catch (KeyTakenException e) {
                throw conflict(expected, e);
            }
        });
    }

    @Override
    public String toString() {
        return "the log of '" + service + "'";
    }

    private Head append(Head expected, List<AuditEntry> entries, Occupation occupation) {
        return mongo.call(what(), () -> {
            try {
                occupation.insert(documents(entries));
                return last(entries).head();
            } catch (KeyTakenException e) {
                checkVisible(expected, e);
                throw conflict(expected, e);
            }
        });
    }

    /**
     * Who is told of a conflict reads what came, so a majority must have it by then: else it may still go away. Not so
     * inside a transaction, whose end occupies the place and comes here then.
     */
    private void checkVisible(Head expected, KeyTakenException e) {
        if (collection()
                        .find(EntryDocument.after(service, expected.seq()))
                        .limit(1)
                        .first()
                == null) {
            throw new AuditStoreException(
                    "entry " + (expected.seq() + 1) + " of " + this
                            + " was just written by somebody else, but a majority"
                            + " of the servers does not have it yet",
                    e.getCause());
        }
    }

    private AuditConflictException conflict(Head expected, KeyTakenException e) {
        return new AuditConflictException(
                "nothing was appended to " + this + ": entry " + expected + " is not the newest any more",
                e.getCause());
    }

    private MongoCollection<Document> collection() {
        return mongo.collection(Role.AUDIT);
    }

    private String what() {
        return "the append to " + this;
    }

    private static List<Document> documents(List<AuditEntry> entries) {
        return entries.stream().map(EntryDocument::of).toList();
    }

    private static AuditEntry last(List<AuditEntry> entries) {
        return entries.get(entries.size() - 1);
    }
}
