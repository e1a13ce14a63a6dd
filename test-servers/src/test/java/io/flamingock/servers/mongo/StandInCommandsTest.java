package io.flamingock.servers.mongo;

import static io.flamingock.servers.mongo.StandInTransactionsTest.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands that a driver of ours sends, and what the stand-in refuses because it could not do it right. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class StandInCommandsTest extends StandInTest {

    private static final Duration A_MOMENT = Duration.ofSeconds(20);

    @Test
    void time_can_be_moved_and_is_what_updates_and_filters_see() {
        Document until = new Document("$add", List.of("$since", "$millis"));
        Document leaseOver = new Document("$expr", new Document("$lt", List.of(until, "$$NOW")));
        items.updateOne(id(1), Updates.combine(Updates.currentDate("since"), Updates.set("millis", 20_000L)));

        assertThat(items.updateOne(leaseOver, set("taken over")).getMatchedCount())
                .isZero();
        admin(new Document("flamingockClock", new Document("moveMillis", 21_000)));
        assertThat(items.updateOne(leaseOver, set("taken over")).getMatchedCount())
                .isOne();

        Instant since = instant(items.find().first(), "since");
        items.updateOne(id(1), Updates.currentDate("since"));
        Instant later = instant(items.find().first(), "since");
        assertThat(Duration.between(since, later))
                .isBetween(Duration.ofSeconds(21), Duration.ofSeconds(21).plus(A_MOMENT));
    }

    private static Instant instant(Document document, String field) {
        return document.getDate(field).toInstant();
    }

    @Test
    void times_are_subtracted_and_compared_as_numbers() {
        items.updateOne(id(1), Updates.set("since", Instant.now().minusSeconds(100)));
        Document age = new Document("$subtract", List.of("$$NOW", "$since"));
        assertThat(items.find(new Document("$expr", new Document("$gte", List.of(age, 100_000L)))))
                .hasSize(1);
        assertThat(items.find(new Document("$expr", new Document("$gte", List.of(age, 10_000_000L)))))
                .isEmpty();
        Document now = items.aggregate(List.of(new Document("$project", new Document("now", "$$NOW"))))
                .first();
        assertThat(instant(now, "now")).isCloseTo(Instant.now(), within(2, ChronoUnit.MINUTES));
    }

    @Test
    void the_text_NOW_is_a_text_elsewhere() {
        items.insertOne(item(2, "$$NOW"));
        assertThat(items.find(item(2, "$$NOW"))).containsExactly(item(2, "$$NOW"));
    }

    @Test
    void an_insert_in_order_stops_at_a_duplicate_and_one_without_goes_on() {
        MongoBulkWriteException ordered = (MongoBulkWriteException)
                error(() -> items.insertMany(List.of(item(2, "a"), item(1, "twice"), item(3, "b"))));
        assertThat(ordered.getWriteResult().getInsertedCount()).isOne();
        assertThat(ordered.getWriteErrors()).singleElement().satisfies(duplicate -> {
            assertThat(duplicate.getIndex()).isOne();
            assertThat(duplicate.getCode()).isEqualTo(11000);
        });
        assertThat(items.countDocuments()).isEqualTo(2);

        error(() -> items.insertMany(
                List.of(item(4, "a"), item(1, "twice"), item(5, "b")), new InsertManyOptions().ordered(false)));
        assertThat(items.countDocuments()).isEqualTo(4);
    }

    @Test
    void a_bulk_write_does_it_all_in_order() {
        items.bulkWrite(List.of(
                new InsertOneModel<>(item(2, "a")),
                new UpdateManyModel<>(new Document(), set("all")),
                new DeleteOneModel<>(id(1))));
        assertThat(items.find()).containsExactly(item(2, "all"));
        MongoBulkWriteException failed = (MongoBulkWriteException) error(() -> items.bulkWrite(
                List.of(
                        new UpdateManyModel<>(id(2), new Document("$set", new Document("_id", 3))),
                        new UpdateManyModel<>(id(2), set("not reached"))),
                new BulkWriteOptions()));
        assertThat(failed.getWriteErrors())
                .singleElement()
                .satisfies(error -> assertThat(error.getIndex()).isZero());
        assertThat(items.find()).containsExactly(item(2, "all"));
    }

    @Test
    void an_upsert_inserts_once() {
        UpdateOptions upsert = new UpdateOptions().upsert(true);
        assertThat(items.updateOne(id(7), Updates.setOnInsert("text", "new"), upsert)
                        .getUpsertedId()
                        .asInt32()
                        .getValue())
                .isEqualTo(7);
        assertThat(items.updateOne(id(7), Updates.setOnInsert("text", "again"), upsert)
                        .getUpsertedId())
                .isNull();
        assertThat(items.find(id(7))).containsExactly(item(7, "new"));
    }

    @Test
    void a_find_sorts_limits_projects_and_comes_in_batches() {
        for (int i = 2; i <= 10; i++) {
            items.insertOne(item(i, "text " + i));
        }
        assertThat(items.find().sort(Sorts.descending("_id")).limit(2).projection(Projections.include("_id")))
                .containsExactly(id(10), id(9));
        assertThat(items.find().batchSize(3)).hasSize(10);
        assertThat(items.aggregate(List.of(
                        new Document("$match", new Document("_id", new Document("$gt", 8))),
                        new Document("$group", new Document("_id", null).append("n", new Document("$sum", 1))))))
                .containsExactly(new Document("_id", null).append("n", 2));
    }

    @Test
    void concerns_are_accepted() {
        MongoCollection<Document> safe = items.withWriteConcern(
                        WriteConcern.MAJORITY.withJournal(true).withWTimeout(1, java.util.concurrent.TimeUnit.SECONDS))
                .withReadConcern(ReadConcern.MAJORITY);
        safe.insertOne(item(2, "a"));
        assertThat(safe.find()).hasSize(2);
        assertThat(items.withReadConcern(ReadConcern.SNAPSHOT).find()).hasSize(2);
        items.withWriteConcern(WriteConcern.UNACKNOWLEDGED).insertOne(item(3, "b"));
        assertThat(items.withReadConcern(ReadConcern.LOCAL).find(id(2))).hasSize(1);
    }

    @Test
    void collections_and_indexes_are_listed_and_dropped() {
        items.createIndex(
                new Document("text", 1), new IndexOptions().unique(true).name("by_text"));
        database.createCollection("others");
        assertThat(error(() -> database.createCollection("others")).getCode()).isEqualTo(48);
        assertThat(database.listCollectionNames()).containsExactlyInAnyOrder("items", "others");
        assertThat(database.listCollectionNames().filter(new Document("name", "others")))
                .containsExactly("others");
        assertThat(items.listIndexes())
                .extracting(index -> index.get("name"))
                .containsExactlyInAnyOrder("_id_", "by_text");
        assertThat(database.getCollection("none").listIndexes()).isEmpty();
        assertThat(client.listDatabaseNames()).containsExactly("test");
        items.dropIndex("by_text");
        items.drop();
        items.drop();
        assertThat(database.listCollectionNames()).containsExactly("others");
    }

    @Test
    void what_it_cannot_do_right_it_refuses() {
        assertThat(List.of(
                        error(() -> items.updateOne(id(1), List.of(new Document("$set", new Document("a", 1))))),
                        error(() -> items.createIndex(
                                new Document("text", 1),
                                new IndexOptions().unique(true).partialFilterExpression(new Document("a", 1))))))
                .allSatisfy(refused -> {
                    assertThat(refused.getCode()).isEqualTo(238);
                    assertThat(refused).hasMessageContaining("The stand-in for MongoDB does not support");
                });
        assertThat(error(() -> database.runCommand(new Document("frobnicate", 1)))
                        .getCode())
                .isEqualTo(59);
    }
}
