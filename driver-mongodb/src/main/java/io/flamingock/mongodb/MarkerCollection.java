package io.flamingock.mongodb;

import com.mongodb.client.model.Filters;
import io.flamingock.api.FlamingockException;
import io.flamingock.targets.Marker;
import io.flamingock.targets.Settlement;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The markers of attempts, insert-only. A document stands at (service, change, attempt, {@code BEGIN} or {@code END}); at
 * {@code BEGIN} stands either the attempt's own {@code BEGIN} or the {@code CLOSED} of whoever settled it first.
 */
final class MarkerCollection {

    private static final String BEGIN = "BEGIN";
    private static final String END = "END";
    private static final String CLOSED = "CLOSED";

    private final Mongo mongo;

    MarkerCollection(Mongo mongo) {
        this.mongo = mongo;
    }

    void insertBegin(MongoTransaction transaction, Marker marker) {
        try {
            transaction.insert(mongo.inTransaction(Role.MARKER), List.of(document(marker, BEGIN, BEGIN)));
        } catch (KeyTakenException e) {
            throw new FlamingockException(
                    "attempt " + marker.attempt() + " of '" + marker.changeId()
                            + "' was already begun or closed: another instance has settled it, or this is its own BEGIN",
                    e.getCause());
        }
    }

    boolean insertEnd(MongoTransaction transaction, Marker marker) {
        Bson begin = Filters.and(
                Filters.eq("_id", id(marker, BEGIN)),
                Filters.eq("kind", BEGIN),
                Filters.eq("started_hash", marker.startedHash()));
        if (!transaction.isThere(mongo.inTransaction(Role.MARKER), begin)) {
            return false;
        }
        try {
            transaction.insert(mongo.inTransaction(Role.MARKER), List.of(document(marker, END, END)));
            return true;
        } catch (KeyTakenException e) {
            throw new FlamingockException(
                    "the END of attempt " + marker.attempt() + " of '" + marker.changeId() + "' is there already",
                    e.getCause());
        }
    }

    Settlement settle(Marker marker) {
        String what = "settling attempt " + marker.attempt() + " of '" + marker.changeId() + "'";
        return mongo.call(what, () -> {
            try {
                new Occupation(mongo, Role.MARKER, what, true).insert(List.of(document(marker, BEGIN, CLOSED)));
                return Settlement.UNDONE;
            } catch (KeyTakenException e) {
                return settlement(marker, e);
            }
        });
    }

    private Settlement settlement(Marker marker, KeyTakenException taken) {
        List<Document> found = mongo.collection(Role.MARKER)
                .find(Filters.in("_id", id(marker, BEGIN), id(marker, END)))
                .into(new ArrayList<>());
        if (found.isEmpty()) {
            throw new FlamingockException(
                    "the marker of attempt " + marker.attempt() + " of '" + marker.changeId()
                            + "' was just written by somebody else, but a majority of the servers does not have it yet",
                    taken.getCause());
        }
        if (found.stream().anyMatch(row -> !marker.startedHash().equals(row.getString("started_hash")))) {
            return Settlement.FOREIGN;
        }
        if (found.stream().anyMatch(row -> END.equals(row.getString("kind")))) {
            return Settlement.DONE;
        }
        return found.stream().anyMatch(row -> CLOSED.equals(row.getString("kind")))
                ? Settlement.UNDONE
                : Settlement.UNKNOWN;
    }

    private static Document document(Marker marker, String phase, String kind) {
        return new Document("_id", id(marker, phase)).append("kind", kind).append("started_hash", marker.startedHash());
    }

    private static Document id(Marker marker, String phase) {
        return new Document("service", marker.service())
                .append("change_id", marker.changeId())
                .append("attempt", (long) marker.attempt())
                .append("phase", phase);
    }
}
