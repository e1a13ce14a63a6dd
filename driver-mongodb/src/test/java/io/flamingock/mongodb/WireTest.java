package io.flamingock.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.flamingock.Flamingock;
import io.flamingock.audit.Holder;
import io.flamingock.audit.Lease;
import io.flamingock.audit.Runner;
import io.flamingock.servers.mongo.MongoServer;
import io.flamingock.targets.NonTransactionalTargetSystem;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the rules of the protocol look on the wire: keys, statements, conditions. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class WireTest {

    private static final Runner RUNNER = new Runner("app", "1", "host", 1, "me");

    @AutoClose
    private final TestDatabase mongo = new TestDatabase(MongoServer.shared());

    @Test
    void an_append_of_several_entries_is_one_insert_in_order() {
        runChanges(2);

        List<BsonDocument> appends = mongo.sent().stream()
                .filter(command -> command.getFirstKey().equals("insert"))
                .filter(command -> command.getString("insert").getValue().equals("flamingock_audit"))
                .toList();

        assertThat(appends)
                .allSatisfy(append ->
                        assertThat(append.getBoolean("ordered").getValue()).isTrue());
        assertThat(appends.stream().map(append -> append.getArray("documents").size()))
                .as("STARTED; EXECUTED and STARTED; EXECUTED and COMPLETED")
                .containsExactly(1, 2, 2);
    }

    @Test
    void _id_is_the_only_key_of_log_lease_and_marker() {
        runChanges(1);
        prepareMarkers();

        for (String collection : List.of("flamingock_audit", "flamingock_lock", "flamingock_marker")) {
            assertThat(mongo.database().getCollection(collection).listIndexes())
                    .extracting(index -> index.get("key"))
                    .containsExactly(new Document("_id", 1));
        }
        assertThat(mongo.database().getCollection("flamingock_audit").find())
                .extracting(entry -> entry.get("_id"))
                .containsExactly(
                        EntryDocument.id("users", 1), EntryDocument.id("users", 2), EntryDocument.id("users", 3));
        assertThat(mongo.database().getCollection("flamingock_lock").find())
                .extracting(lease -> lease.get("_id"))
                .containsExactly("users");
    }

    @Test
    @Needs(Needs.Ability.TRANSACTIONS)
    void collections_are_created_outside_of_any_transaction_and_before_it() {
        try (TestDatabase other = new TestDatabase(MongoServer.shared())) {
            Flamingock.builder()
                    .service("users")
                    .auditStore(mongo.store())
                    .targetSystems(other.target())
                    .change("marked", change -> change.order("1").execute(MongoDatabase.class, database -> {}))
                    .run();

            List<BsonDocument> sent = other.sent();
            List<String> names = sent.stream().map(BsonDocument::getFirstKey).toList();
            assertThat(sent.get(names.indexOf("create")).containsKey("autocommit"))
                    .isFalse();
            assertThat(sent.stream().filter(command -> command.containsKey("startTransaction")))
                    .singleElement()
                    .satisfies(first -> assertThat(sent.indexOf(first)).isGreaterThan(names.indexOf("create")));
            assertThat(other.database().getCollection("flamingock_marker").find())
                    .extracting(marker -> marker.get("_id", Document.class).getString("phase"))
                    .containsExactlyInAnyOrder("BEGIN", "END");
        }
    }

    @Test
    void the_document_of_a_lease_is_there_first_and_then_one_conditional_update_decides() throws Exception {
        acquire("first", Duration.ofMillis(1));
        assertThat(mongo.sentNames())
                .as("looks, creates, inserts, looks again, decides")
                .containsSubsequence("create", "insert", "aggregate", "update")
                .containsOnlyOnce("update");

        TimeUnit.MILLISECONDS.sleep(20); // it has expired
        assertThat(acquire("second", Duration.ofSeconds(20))).isInstanceOf(Lease.Attempt.Acquired.class);
        List<BsonDocument> sent = mongo.sent();
        BsonDocument update = sent.get(sent.size() - 1);
        BsonDocument statement = update.getArray("updates").get(0).asDocument();

        assertThat(update.getFirstKey()).isEqualTo("update");
        assertThat(update.getArray("updates")).hasSize(1);
        assertThat(statement.containsKey("upsert")).isFalse();
        assertThat(statement.toJson())
                .as("whether it has expired is decided where it is written, by the server's clock")
                .contains("$$NOW")
                .contains("\"$currentDate\"")
                .contains("\"first\"");
    }

    private Lease.Attempt acquire(String owner, Duration length) {
        return mongo.store().tryAcquire("users", new Holder(owner, RUNNER), length);
    }

    private void runChanges(int count) {
        var builder = Flamingock.builder()
                .service("users")
                .auditStore(mongo.store())
                .targetSystems(NonTransactionalTargetSystem.of("plain"));
        for (int n = 1; n <= count; n++) {
            String order = String.valueOf(n);
            builder.change("change-" + n, change -> change.order(order).execute(() -> {}));
        }
        builder.run();
    }

    private void prepareMarkers() {
        assertThat(mongo.target().prepareMarkers()).isEmpty();
    }
}
