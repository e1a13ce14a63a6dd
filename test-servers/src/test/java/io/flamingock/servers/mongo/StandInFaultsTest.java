package io.flamingock.servers.mongo;

import static io.flamingock.servers.mongo.StandInTransactionsTest.error;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.MongoSocketException;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lost connections, lost answers and errors on demand, and what the driver makes of them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class StandInFaultsTest extends StandInTest {

    @Test
    void a_retried_write_is_answered_again_and_not_carried_out_twice() {
        long before = sent("update");
        failing("update", 1, new Document("closeAfter", true));
        Document increment = new Document("$inc", new Document("count", 1));

        assertThat(items.updateOne(id(1), increment).getModifiedCount()).isOne();

        assertThat(items.find().first()).containsEntry("count", 1);
        assertThat(sent("update") - before).as("sent").isEqualTo(2);
    }

    @Test
    void a_retried_find_and_modify_gives_the_same_document() {
        failing("findAndModify", 1, new Document("closeAfter", true));
        assertThat(items.findOneAndUpdate(id(1), set("new"))).isEqualTo(item(1, "old"));
        assertThat(items.find()).containsExactly(item(1, "new"));
    }

    @Test
    void an_insert_of_several_that_stops_in_the_middle_goes_on_where_it_stopped() {
        failing("insert", 1, new Document("stopAfter", 2));
        items.insertMany(List.of(item(2, "a"), item(3, "b"), item(4, "c")));
        assertThat(items.countDocuments()).isEqualTo(4);
    }

    @Test
    void without_retries_an_insert_of_several_leaves_a_prefix() {
        String options = server.connectionString() + "&retryWrites=false";
        try (MongoClient once = MongoClients.create(options)) {
            MongoCollection<Document> collection = once.getDatabase("test").getCollection("items");
            failing("insert", 1, new Document("stopAfter", 2));
            assertThat(error(() -> collection.insertMany(List.of(item(2, "a"), item(3, "b"), item(4, "c")))))
                    .isInstanceOf(MongoSocketException.class);
        }
        assertThat(items.find()).containsExactly(item(1, "old"), item(2, "a"), item(3, "b"));
    }

    @Test
    void a_connection_closed_before_the_command_leaves_nothing() {
        failing("insert", 2, new Document("closeConnection", true));
        assertThat(error(() -> items.insertOne(item(2, "a")))).isInstanceOf(MongoSocketException.class);
        assertThat(items.countDocuments()).isOne();
    }

    @Test
    void a_commit_without_an_answer_is_repeated_by_the_driver() {
        failing("commitTransaction", 1, new Document("closeAfter", true));
        long before = sent("commitTransaction");
        try (ClientSession session = transaction()) {
            items.insertOne(session, item(2, "new"));
            session.commitTransaction();
        }
        assertThat(sent("commitTransaction") - before).isEqualTo(2);
        assertThat(items.countDocuments()).isEqualTo(2);
    }

    @Test
    void a_commit_that_is_never_answered_has_an_unknown_result_although_it_was_carried_out() {
        failing("commitTransaction", 2, new Document("closeAfter", true));
        try (ClientSession session = transaction()) {
            items.insertOne(session, item(2, "new"));
            MongoException unknown = error(session::commitTransaction);
            assertThat(unknown.hasErrorLabel(MongoException.UNKNOWN_TRANSACTION_COMMIT_RESULT_LABEL))
                    .isTrue();
            assertThat(items.countDocuments()).isEqualTo(2);
            session.commitTransaction();
        }
    }

    @Test
    void a_commit_that_never_arrives_has_an_unknown_result_too() {
        failing("commitTransaction", 2, new Document("closeConnection", true));
        try (ClientSession session = transaction()) {
            items.insertOne(session, item(2, "new"));
            MongoException unknown = error(session::commitTransaction);
            assertThat(unknown.hasErrorLabel(MongoException.UNKNOWN_TRANSACTION_COMMIT_RESULT_LABEL))
                    .isTrue();
            assertThat(items.countDocuments()).isOne();
            session.commitTransaction();
        }
        assertThat(items.countDocuments()).isEqualTo(2);
    }

    @Test
    void an_error_by_number_comes_with_the_labels_of_a_real_server_or_with_those_asked_for() {
        failing("insert", 1, new Document("errorCode", 112));
        try (ClientSession session = transaction()) {
            MongoException conflict = error(() -> items.insertOne(session, item(2, "new")));
            assertThat(conflict.getCode()).isEqualTo(112);
            assertThat(conflict.getErrorLabels()).containsExactly(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL);
        }
        failing("insert", 1, new Document("errorCode", 112).append("errorLabels", List.of("Mine")));
        try (ClientSession session = transaction()) {
            MongoException conflict = error(() -> items.insertOne(session, item(2, "new")));
            assertThat(conflict.getErrorLabels()).containsExactly("Mine");
        }
    }

    @Test
    void a_primary_that_steps_down_is_asked_again_by_a_retryable_write() {
        failing("insert", 1, new Document("errorCode", 91));
        items.insertOne(item(2, "new"));
        assertThat(items.countDocuments()).isEqualTo(2);
    }

    @Test
    void a_write_concern_that_failed_is_told_although_the_write_is_there() {
        failing(
                "insert",
                1,
                new Document(
                        "writeConcernError",
                        new Document("code", 64).append("errmsg", "waiting for replication timed out")));
        assertThat(error(() -> items.insertOne(item(2, "new")))).isInstanceOf(MongoException.class);
        assertThat(items.countDocuments()).isEqualTo(2);
        assertThat(error(() -> items.withWriteConcern(WriteConcern.W2).insertOne(item(3, "new")))
                        .getCode())
                .isEqualTo(100);
    }

    @Test
    void a_command_is_delayed() {
        failing("ping", 1, new Document("blockConnection", true).append("blockTimeMS", 100));
        long begun = System.nanoTime();
        admin(new Document("ping", 1));
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(100_000_000);
    }

    @Test
    void a_fault_may_be_meant_for_one_application() {
        failing("ping", 1, new Document("closeConnection", true).append("appName", "victim"));
        admin(new Document("ping", 1));
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(server.connectionString()))
                .applicationName("victim")
                .retryReads(false)
                .build();
        try (MongoClient victim = MongoClients.create(settings)) {
            assertThat(error(() -> victim.getDatabase("admin").runCommand(new Document("ping", 1))))
                    .isInstanceOf(MongoSocketException.class);
        }
    }
}
