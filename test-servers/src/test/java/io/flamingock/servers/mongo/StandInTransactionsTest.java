package io.flamingock.servers.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import java.util.List;
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

    static MongoException error(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(MongoException.class, call);
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
}
