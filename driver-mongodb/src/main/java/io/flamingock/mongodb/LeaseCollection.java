package io.flamingock.mongodb;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.expr;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.currentDate;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.MongoException;
import com.mongodb.client.model.Aggregates;
import io.flamingock.audit.Holder;
import io.flamingock.audit.Lease;
import io.flamingock.audit.LeaseRow;
import io.flamingock.audit.Runner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The leases, one document per service, with the service as its {@code _id}. It is there first; then one conditional
 * update on the server's clock decides, and never inserts. What was read before says only whom to name, and is part of
 * the condition. Three possible situations:
 *
 * <ol>
 *   <li>somebody else's has not expired: nothing is written;
 *   <li>the update finds what was read, free or mine or expired: the lease is mine;
 *   <li>it does not: somebody was quicker, and it is looked at again.
 * </ol>
 */
final class LeaseCollection {

    /** Each of them means that another one acquired or released it between two of our statements. */
    private static final int MAX_ROUNDS = 5;

    /** A renewal waits as long for a connection, however short the lease is. */
    private static final Duration SHORTEST_ANSWER = Duration.ofSeconds(1);

    private static final Bson EXPIRED =
            expr(new Document("$lte", List.of(new Document("$add", List.of("$renewed_at", "$length_ms")), "$$NOW")));

    private final Mongo mongo;

    LeaseCollection(Mongo mongo) {
        this.mongo = mongo;
    }

    Lease.Attempt tryAcquire(String service, Holder me, Duration length) {
        return mongo.call("acquiring the lease of '" + service + "'", () -> {
            Document seen = find(service).orElseGet(() -> create(service));
            for (int round = 1; ; round++) {
                LeaseRow row = LeaseDocument.row(seen);
                boolean isMine = me.owner().equals(row.owner());
                if (row.isHeld() && !isMine) {
                    return new Lease.Attempt.HeldBy(row);
                }
                if (take(service, me, length, seen)) {
                    long token = isMine ? row.token() : row.token() + 1;
                    return new Lease.Attempt.Acquired(new MongoLease(
                            this,
                            service,
                            me.owner(),
                            token,
                            isMine ? Optional.ofNullable(row.takenOverFrom()) : oldHolder(seen),
                            length));
                }
                seen = find(service).orElseThrow();
                if (round == MAX_ROUNDS) {
                    return new Lease.Attempt.HeldBy(LeaseDocument.row(seen));
                }
            }
        });
    }

    boolean renew(String service, String owner, long token, Duration length, @Nullable String currentChange) {
        Duration quarter = length.dividedBy(4); // its loss must be noticed in time
        Duration bound = min(max(quarter, SHORTEST_ANSWER), mongo.settings().networkTimeout());
        return mongo.call(
                "renewing the lease of '" + service + "'",
                () -> mongo.collection(Role.LOCK, bound)
                                .updateOne(
                                        mine(service, owner, token),
                                        combine(
                                                currentDate("renewed_at"),
                                                set("length_ms", length.toMillis()),
                                                set("current_change", currentChange)))
                                .getMatchedCount()
                        == 1);
    }

    boolean release(String service, String owner, long token) {
        return release(service, mine(service, owner, token));
    }

    boolean release(String service, long token) {
        return release(service, and(eq("_id", service), eq("token", token), ne("owner", null)));
    }

    Optional<LeaseRow> read(String service) {
        return mongo.call(
                "reading the lease of '" + service + "'",
                () -> find(service).map(LeaseDocument::row).filter(row -> row.token() > 0));
    }

    private boolean release(String service, Bson condition) {
        return mongo.call(
                "releasing the lease of '" + service + "'",
                () -> mongo.collection(Role.LOCK)
                                .updateOne(condition, combine(set("owner", null), set("current_change", null)))
                                .getMatchedCount()
                        == 1);
    }

    private boolean take(String service, Holder me, Duration length, Document seen) {
        List<Bson> condition = new ArrayList<>(List.of(
                eq("_id", service), eq("token", LeaseDocument.token(seen)), eq("owner", seen.getString("owner"))));
        List<Bson> update = new ArrayList<>(
                List.of(currentDate("renewed_at"), set("length_ms", length.toMillis()), set("current_change", null)));
        if (!me.owner().equals(seen.getString("owner"))) {
            if (seen.getString("owner") != null) {
                condition.add(EXPIRED);
            }
            update.addAll(holder(me));
            update.add(set("taken_over_from", oldHolder(seen).orElse(null)));
        }
        return mongo.collection(Role.LOCK)
                        .updateOne(and(condition), combine(update))
                        .getMatchedCount()
                == 1;
    }

    private static List<Bson> holder(Holder me) {
        Runner runner = me.runner();
        return List.of(
                inc("token", 1L),
                currentDate("acquired_at"),
                set("owner", me.owner()),
                set("application", runner.application()),
                set("application_version", runner.version()),
                set("host", runner.host()),
                set("pid", runner.pid()),
                set("os_user", runner.user()));
    }

    /** Whom an expired one was taken from; empty: it had been released. */
    private static Optional<String> oldHolder(Document seen) {
        LeaseRow row = LeaseDocument.row(seen);
        return Optional.ofNullable(row.owner())
                .map(owner -> row.runner() + " (token " + row.token() + ", last renewed "
                        + LeaseDocument.time(seen, "renewed_at") + ")");
    }

    private Optional<Document> find(String service) {
        return Optional.ofNullable(mongo.collection(Role.LOCK)
                .aggregate(List.of(
                        Aggregates.match(eq("_id", service)),
                        Aggregates.addFields(new com.mongodb.client.model.Field<>("now", "$$NOW"))))
                .first());
    }

    private Document create(String service) {
        new Collections(mongo).create(Role.LOCK);
        try {
            mongo.collection(Role.LOCK)
                    .insertOne(
                            new Document("_id", service).append("owner", null).append("token", 0L));
        } catch (MongoException e) {
            if (!Errors.isTaken(e)) {
                throw e;
            }
        }
        return find(service).orElseThrow();
    }

    private static Bson mine(String service, String owner, long token) {
        return and(eq("_id", service), eq("owner", owner), eq("token", token));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
