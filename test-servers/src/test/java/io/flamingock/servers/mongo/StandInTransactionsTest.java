package io.flamingock.servers.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What MongoDB documents of transactions, and the driver relies on. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class StandInTransactionsTest extends StandInTest {

    static MongoException error(ThrowingCallable call) {
        return catchThrowableOfType(MongoException.class, call);
    }

    private static void assertWaits(Future<?> other) {
        assertThat(other).failsWithin(150, TimeUnit.MILLISECONDS).withThrowableOfType(TimeoutException.class);
    }

    private static int codeOf(Future<?> other) {
        ExecutionException failed =
                catchThrowableOfType(ExecutionException.class, () -> other.get(5, TimeUnit.SECONDS));
        return ((MongoException) failed.getCause()).getCode();
    }

    @Nested
    class One_transaction {

        @Test
        void is_seen_by_itself_at_once_and_by_others_when_it_has_committed() {
            try (ClientSession session = transaction()) {
                items.insertOne(session, item(2, "new"));
                items.updateOne(session, id(1), set("changed"));

                assertThat(items.find(session)).containsExactly(item(1, "changed"), item(2, "new"));
                assertThat(items.find()).containsExactly(item(1, "old"));

                session.commitTransaction();
            }
            assertThat(items.find()).containsExactly(item(1, "changed"), item(2, "new"));
        }

        @Test
        void is_undone_when_it_is_aborted() {
            try (ClientSession session = transaction()) {
                items.insertOne(session, item(2, "new"));
                items.updateOne(session, id(1), set("changed"));
                items.deleteOne(session, id(1));
                session.abortTransaction();
            }
            assertThat(items.find()).containsExactly(item(1, "old"));
        }

        @Test
        void deletes_and_puts_back_under_the_same_id() {
            items.createIndex(new Document("text", 1), new IndexOptions().unique(true));
            try (ClientSession session = transaction()) {
                items.deleteOne(session, id(1));
                items.insertOne(session, item(2, "old"));
                items.insertOne(session, item(1, "again"));
                session.commitTransaction();
            }
            assertThat(items.find().sort(id(1))).containsExactly(item(1, "again"), item(2, "old"));
            assertThat(error(() -> items.insertOne(item(3, "again"))).getCode()).isEqualTo(11000);
        }

        @Test
        void creates_a_collection_and_its_index() {
            MongoCollection<Document> fresh = database.getCollection("fresh");
            try (ClientSession session = transaction()) {
                fresh.createIndex(session, new Document("text", 1), new IndexOptions().unique(true));
                fresh.insertOne(session, item(1, "a"));
                assertThat(database.listCollectionNames()).doesNotContain("fresh");
                session.commitTransaction();
            }
            assertThat(database.listCollectionNames()).contains("fresh");
            assertThat(error(() -> fresh.insertOne(item(2, "a"))).getCode()).isEqualTo(11000);
        }

        @Test
        void spans_databases() {
            MongoCollection<Document> elsewhere = client.getDatabase("test2").getCollection("items");
            elsewhere.drop();
            try (ClientSession session = transaction()) {
                items.updateOne(session, id(1), set("changed"));
                elsewhere.insertOne(session, item(1, "there"));
                assertThat(elsewhere.find()).isEmpty();
                session.commitTransaction();
            }
            assertThat(elsewhere.find()).containsExactly(item(1, "there"));
        }

        @Test
        void reads_everything_as_it_was_at_its_first_statement() {
            MongoCollection<Document> others = database.getCollection("others");
            others.insertOne(item(1, "old"));
            try (ClientSession session = transaction()) {
                items.find(session).first();
                others.updateOne(id(1), set("changed"));
                database.getCollection("fresh").insertOne(item(1, "fresh"));

                assertThat(others.find(session)).containsExactly(item(1, "old"));
                assertThat(database.getCollection("fresh").find(session)).isEmpty();
                Document lookup = new Document("from", "others")
                        .append("localField", "_id")
                        .append("foreignField", "_id")
                        .append("as", "found");
                assertThat(items.aggregate(session, List.of(new Document("$lookup", lookup))))
                        .containsExactly(item(1, "old").append("found", List.of(item(1, "old"))));
            }
        }

        @Test
        void reads_in_batches_and_finds_and_modifies() {
            items.insertMany(List.of(item(2, "b"), item(3, "c"), item(4, "d")));
            try (ClientSession session = transaction()) {
                assertThat(items.findOneAndUpdate(session, id(2), set("changed")))
                        .isEqualTo(item(2, "b"));
                assertThat(items.find(session).batchSize(2)).hasSize(4).contains(item(2, "changed"));
                assertThat(items.countDocuments(session)).isEqualTo(4);
                assertThat(items.find(id(2))).containsExactly(item(2, "b"));
                session.commitTransaction();
            }
            assertThat(items.find(id(2))).containsExactly(item(2, "changed"));
        }

        @Test
        void survives_that_an_answer_was_lost_in_it() {
            failing("insert", 1, new Document("stopAfter", 1));
            try (ClientSession session = transaction()) {
                items.updateOne(session, id(1), set("changed"));
                assertThat(error(() -> items.insertMany(session, List.of(item(2, "a"), item(3, "b")))))
                        .isInstanceOf(MongoSocketException.class);
                assertThat(admin(new Document("currentOp", 1).append("type", "idleSession"))
                                .getList("inprog", Document.class))
                        .hasSize(1);
            }
            assertThat(items.find()).containsExactly(item(1, "old"));
        }

        @Test
        void may_be_committed_again() {
            try (ClientSession session = transaction()) {
                items.insertOne(session, item(2, "new"));
                session.commitTransaction();
                session.commitTransaction();
            }
            assertThat(items.countDocuments()).isEqualTo(2);
        }

        @Test
        void ends_with_a_duplicate_key() {
            try (ClientSession session = transaction()) {
                items.updateOne(session, id(1), set("changed"));

                MongoException duplicate = error(() -> items.insertOne(session, item(1, "twice")));
                assertThat(duplicate).isInstanceOf(MongoWriteException.class);
                assertThat(duplicate.getCode()).isEqualTo(11000);
                assertThat(duplicate.getErrorLabels()).isEmpty();

                MongoException after = error(() -> items.find(session).first());
                assertThat(after.getCode()).isEqualTo(251);
                assertThat(after.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL))
                        .isTrue();
                assertThat(error(session::commitTransaction).getCode()).isEqualTo(251);
            }
            assertThat(items.find()).containsExactly(item(1, "old"));
        }

        @Test
        void is_refused_what_MongoDB_does_not_do_in_one() {
            try (ClientSession session = transaction()) {
                items.insertOne(session, item(2, "new"));
                assertThat(List.of(
                                error(() -> items.drop(session)),
                                error(() -> items.createIndex(session, new Document("text", 1))),
                                error(() -> database.listCollections(session).first()),
                                error(() -> database.runCommand(session, new Document("count", "items"))),
                                error(() -> items.dropIndexes(session))))
                        .extracting(MongoException::getCode)
                        .containsOnly(263);
            }
        }
    }

    @Nested
    class Two_transactions {

        @Test
        void conflict_where_the_second_writes_what_the_first_has_written() {
            try (ClientSession first = transaction();
                    ClientSession second = transaction()) {
                items.updateOne(first, id(1), set("first"));

                MongoException conflict = error(() -> items.updateOne(second, id(1), set("second")));
                assertThat(conflict.getCode()).isEqualTo(112);
                assertThat(conflict.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL))
                        .isTrue();
                assertThat(error(second::commitTransaction).getCode()).isEqualTo(251);

                first.commitTransaction();
            }
            assertThat(items.find()).containsExactly(item(1, "first"));
        }

        @Test
        void conflict_where_the_first_has_committed_since_the_second_began() {
            try (ClientSession first = transaction();
                    ClientSession second = transaction()) {
                assertThat(items.find(second).first()).isEqualTo(item(1, "old"));
                items.updateOne(first, id(1), set("first"));
                first.commitTransaction();

                assertThat(items.find(second).first()).isEqualTo(item(1, "old"));
                assertThat(error(() -> items.deleteOne(second, id(1))).getCode())
                        .isEqualTo(112);
            }
            assertThat(items.find()).containsExactly(item(1, "first"));
        }

        @Test
        void conflict_about_a_new_id_and_about_a_value_of_a_unique_index() {
            items.createIndex(new Document("text", 1), new IndexOptions().unique(true));
            try (ClientSession first = transaction();
                    ClientSession second = transaction();
                    ClientSession third = transaction()) {
                items.insertOne(first, item(2, "new"));
                assertThat(error(() -> items.insertOne(second, item(2, "other")))
                                .getCode())
                        .isEqualTo(112);
                assertThat(error(() -> items.insertOne(third, item(3, "new"))).getCode())
                        .isEqualTo(112);
                first.commitTransaction();
            }
            assertThat(items.find()).containsExactly(item(1, "old"), item(2, "new"));
        }

        @Test
        void do_not_hinder_each_other_elsewhere() {
            try (ClientSession first = transaction();
                    ClientSession second = transaction()) {
                items.insertOne(first, item(2, "first"));
                items.insertOne(second, item(3, "second"));
                second.commitTransaction();
                assertThat(items.find(first)).containsExactly(item(1, "old"), item(2, "first"));
                first.commitTransaction();
            }
            assertThat(items.find().sort(id(1))).containsExactly(item(1, "old"), item(2, "first"), item(3, "second"));
        }

        @Test
        void may_have_the_same_key_one_after_the_other_when_the_first_was_aborted() {
            try (ClientSession first = transaction();
                    ClientSession second = transaction()) {
                items.insertOne(first, item(2, "first"));
                first.abortTransaction();
                items.insertOne(second, item(2, "second"));
                second.commitTransaction();
            }
            assertThat(items.countDocuments(item(2, "second"))).isEqualTo(1);
        }
    }

    @Nested
    class A_write_outside {

        @Test
        void waits_for_a_transaction_that_has_written_the_same_and_then_sees_what_that_has_left() throws Exception {
            try (ClientSession session = transaction()) {
                items.updateOne(session, id(1), set("changed"));

                Future<Long> waiting = OTHERS.submit(
                        () -> items.updateMany(item(1, "changed"), set("after")).getModifiedCount());
                Future<Long> blocked =
                        OTHERS.submit(() -> items.deleteMany(item(1, "old")).getDeletedCount());
                assertWaits(blocked);
                assertThat(waiting.get(5, TimeUnit.SECONDS))
                        .as("matches nothing that is committed")
                        .isZero();

                session.commitTransaction();
                assertThat(blocked.get(5, TimeUnit.SECONDS))
                        .as("is no longer there")
                        .isZero();
            }
        }

        @Test
        void goes_through_when_the_transaction_in_its_way_was_aborted() throws Exception {
            try (ClientSession session = transaction()) {
                items.insertOne(session, item(2, "new"));
                Future<?> insert = OTHERS.submit(() -> items.insertOne(item(2, "mine")));
                assertWaits(insert);
                session.abortTransaction();
                insert.get(5, TimeUnit.SECONDS);
            }
            assertThat(items.find()).contains(item(2, "mine"));
        }

        @Test
        void is_a_duplicate_when_the_transaction_in_its_way_was_committed() {
            try (ClientSession session = transaction()) {
                items.insertOne(session, item(2, "new"));
                Future<?> insert = OTHERS.submit(() -> items.insertOne(item(2, "mine")));
                session.commitTransaction();
                assertThat(codeOf(insert)).isEqualTo(11000);
            }
        }

        @Test
        void waits_no_longer_than_it_may() {
            try (ClientSession session = transaction()) {
                items.insertOne(session, item(2, "new"));
                Document insert = new Document("insert", "items")
                        .append("documents", List.of(item(2, "mine")))
                        .append("maxTimeMS", 50);
                assertThat(error(() -> database.runCommand(insert)).getCode()).isEqualTo(50);
            }
        }

        @Test
        void of_something_else_does_not_wait() {
            try (ClientSession session = transaction()) {
                items.updateOne(session, id(1), set("changed"));
                items.insertOne(item(2, "mine"));
                session.commitTransaction();
            }
            assertThat(items.find()).containsExactly(item(1, "changed"), item(2, "mine"));
        }

        @Test
        void to_indexes_waits_until_nobody_uses_the_collection_unless_they_are_there() throws Exception {
            items.createIndex(new Document("there", 1));
            try (ClientSession session = transaction()) {
                items.find(session).first();
                items.createIndex(new Document("there", 1));
                Future<String> index = OTHERS.submit(() -> items.createIndex(new Document("text", 1)));
                assertWaits(index);
                session.abortTransaction();
                assertThat(index.get(5, TimeUnit.SECONDS)).isEqualTo("text_1");
            }
        }

        @Test
        void to_indexes_makes_older_transactions_begin_anew() {
            try (ClientSession session = transaction()) {
                database.getCollection("others").find(session).first();
                items.createIndex(new Document("text", 1));
                MongoException gone = error(() -> items.insertOne(session, item(2, "new")));
                assertThat(gone.getCode()).isEqualTo(246);
                assertThat(gone.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL))
                        .isTrue();
            }
        }
    }

    @Nested
    class A_transaction_that_nobody_ends {

        @Test
        void stays_in_the_way_when_its_client_has_gone_and_ends_with_its_lifetime() throws Exception {
            failing("find", 1, new Document("closeConnection", true));
            try (ClientSession session = transaction()) {
                items.updateOne(session, id(1), set("changed"));
                MongoException lost = error(() -> items.find(session).first());
                assertThat(lost).isInstanceOf(MongoSocketException.class);
                assertThat(lost.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL))
                        .isTrue();

                Future<Long> blocked =
                        OTHERS.submit(() -> items.updateOne(id(1), set("after")).getModifiedCount());
                assertWaits(blocked);

                admin(new Document("flamingockClock", new Document("moveMillis", 61_000)));
                assertThat(blocked.get(5, TimeUnit.SECONDS)).isOne();
                assertThat(error(session::commitTransaction).getCode()).isEqualTo(251);
            }
            assertThat(items.find()).containsExactly(item(1, "after"));
        }

        @Test
        void ends_when_the_limit_that_was_set_has_passed() {
            admin(new Document("setParameter", 1).append("transactionLifetimeLimitSeconds", 0.1));
            try (ClientSession session = transaction()) {
                items.updateOne(session, id(1), set("changed"));
                items.updateOne(id(1), set("after"));
                assertThat(items.find()).containsExactly(item(1, "after"));
            }
        }

        @Test
        void is_found_by_whom_it_hinders_and_ended_with_its_session() {
            try (ClientSession session = transaction()) {
                items.updateOne(session, id(1), set("changed"));

                List<Document> open = admin(new Document("currentOp", 1)
                                .append("$ownOps", true)
                                .append("type", "idleSession"))
                        .getList("inprog", Document.class);
                assertThat(open).hasSize(1);
                Document found = open.get(0);
                assertThat(found.get("transaction", Document.class).getLong("timeOpenMicros"))
                        .isNotNegative();
                assertThat(client.getDatabase("admin")
                                .aggregate(List.of(
                                        new Document("$currentOp", new Document("idleSessions", true)),
                                        new Document("$match", new Document("type", "idleSession"))))
                                .first()
                                .get("lsid"))
                        .isEqualTo(found.get("lsid"));

                Document lsid = found.get("lsid", Document.class);
                admin(new Document("killSessions", List.of(new Document("id", lsid.get("id")))));
                items.updateOne(id(1), set("after"));
                assertThat(error(session::commitTransaction).getCode()).isEqualTo(251);
            }
            assertThat(items.find()).containsExactly(item(1, "after"));
        }

        @Test
        void keeps_a_write_waiting_that_can_be_killed() throws Exception {
            try (ClientSession session = transaction()) {
                items.updateOne(session, id(1), set("changed"));
                Future<?> blocked = OTHERS.submit(() -> items.updateOne(id(1), set("after")));
                Document waiting = awaitOperation(new Document("waitingForLock", true));
                admin(new Document("killOp", 1).append("op", waiting.get("opid")));
                assertThat(codeOf(blocked)).isEqualTo(11601);
            }
        }

        private Document awaitOperation(Document filter) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
            while (System.nanoTime() < deadline) {
                Document command = new Document("currentOp", 1);
                command.putAll(filter);
                List<Document> found = admin(command).getList("inprog", Document.class);
                if (!found.isEmpty()) {
                    return found.get(0);
                }
            }
            throw new AssertionError("no operation " + filter);
        }
    }
}
