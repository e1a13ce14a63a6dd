package io.flamingock.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.flamingock.api.Mode;
import io.flamingock.servers.mongo.MongoServer;
import java.util.function.Consumer;
import org.bson.Document;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which kinds of servers have transactions, on stand-ins of each kind. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class ServerKindsTest {

    @Test
    void on_a_standalone_server_a_change_runs_without_transaction_and_says_so() {
        onStandIn(MongoServer.Mode.STANDALONE, mongo -> {
            assertThat(mongo.target().withoutTransactions())
                    .hasValueSatisfying(
                            why -> assertThat(why).contains("standalone").contains("half done"));

            mongo.flamingock()
                    .change(
                            "alone",
                            change -> change.order("1")
                                    .execute(
                                            MongoDatabase.class,
                                            database -> database.getCollection("users")
                                                    .insertOne(new Document())))
                    .run();

            assertThat(mongo.users().countDocuments()).isEqualTo(1);
            assertThat(mongo.store().log("users").read(0).get(0).subject().mode())
                    .isEqualTo(Mode.NONE);
        });
    }

    @Test
    void there_a_change_that_gets_the_client_besides_runs_without_transaction_too() {
        onStandIn(MongoServer.Mode.STANDALONE, mongo -> {
            mongo.flamingock()
                    .change(
                            "beside",
                            change -> change.order("1")
                                    .execute(
                                            MongoDatabase.class,
                                            MongoClient.class,
                                            (database, client) -> database.getCollection("users")
                                                    .insertOne(new Document())))
                    .run();

            assertThat(mongo.users().countDocuments()).isEqualTo(1);
        });
    }

    @Test
    void a_router_has_transactions() {
        onStandIn(
                MongoServer.Mode.ROUTER,
                mongo -> assertThat(mongo.target().withoutTransactions()).isEmpty());
    }

    private static void onStandIn(MongoServer.Mode mode, Consumer<TestDatabase> story) {
        try (MongoServer server = MongoServer.standIn(mode);
                TestDatabase mongo = new TestDatabase(server)) {
            story.accept(mongo);
        }
    }
}
