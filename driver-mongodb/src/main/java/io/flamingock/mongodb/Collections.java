package io.flamingock.mongodb;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import io.flamingock.audit.StoreRefusedException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Creates our collections, outside of any transaction, and looks what stands in their place. */
final class Collections {

    /** With one of these the collection forgets entries, takes two names for one, or is no collection of documents. */
    private static final List<String> NOT_OURS = List.of("capped", "collation", "timeseries", "expireAfterSeconds");

    private final Mongo mongo;

    Collections(Mongo mongo) {
        this.mongo = mongo;
    }

    /**
     * Makes sure that it is there, whoever else creates it at the same moment.
     *
     * @throws StoreRefusedException it is missing and cannot be created, or another kind of thing has its name
     */
    void create(Role role) {
        if (isThere(role)) {
            return;
        }
        if (!mongo.settings().autoCreate()) {
            throw refused(role, "is missing, and autoCreate is off", null);
        }
        try {
            mongo.database().createCollection(mongo.settings().name(role));
        } catch (MongoException e) {
            if (Errors.isForbidden(e)) {
                throw refused(role, "is missing, and this user may not create it", Redaction.of(e));
            }
            if (Errors.code(e) != Errors.NAMESPACE_EXISTS) {
                throw e;
            }
            isThere(role);
        }
    }

    /** What a DBA enters into mongosh. */
    String command(Role role) {
        return "db.getSiblingDB(\"" + mongo.settings().database() + "\").createCollection(\""
                + mongo.settings().name(role) + "\")";
    }

    private boolean isThere(Role role) {
        @Nullable
        Document found = mongo.database()
                .listCollections()
                .filter(Filters.eq("name", mongo.settings().name(role)))
                .first();
        if (found == null) {
            return false;
        }
        whatIsWrong(found).ifPresent(what -> {
            throw new StoreRefusedException(
                    "[S28] collection '" + mongo.settings().name(role) + "' of database '"
                            + mongo.settings().database() + "' is not one that Flamingock can use: expected is a plain"
                            + " collection, found was '" + what + "' (" + found.toJson()
                            + "). Give Flamingock another name"
                            + " for its own, or move this one away; plain is: " + command(role),
                    null);
        });
        return true;
    }

    /** {@code listed} as the server lists a collection. */
    static Optional<String> whatIsWrong(Document listed) {
        Document options = Objects.requireNonNullElse(listed.get("options", Document.class), new Document());
        return Stream.concat(
                        Stream.of(Objects.requireNonNullElse(listed.getString("type"), "collection"))
                                .filter(type -> !type.equals("collection")),
                        NOT_OURS.stream().filter(options::containsKey))
                .findFirst();
    }

    private StoreRefusedException refused(Role role, String why, @Nullable Throwable cause) {
        return new StoreRefusedException(
                "[S29] collection '" + mongo.settings().name(role) + "' of database '"
                        + mongo.settings().database() + "' " + why + ". A DBA creates it in mongosh with: "
                        + command(role) + "; the user needs find, insert and update on it",
                cause);
    }
}
