package io.flamingock.servers.mongo;

import static io.flamingock.servers.mongo.StandInTransactionsTest.error;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.connection.ClusterType;
import org.bson.Document;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The kinds of deployment that the stand-in plays, as the driver sees them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class StandInModesTest {

    interface Use {
        void of(MongoServer server, MongoClient client, MongoCollection<Document> items);
    }

    private static void with(MongoServer.Mode mode, Use use) {
        try (MongoServer server = MongoServer.standIn(mode);
                MongoClient client = MongoClients.create(server.connectionString())) {
            MongoCollection<Document> items = client.getDatabase("test").getCollection("items");
            items.insertOne(new Document("_id", 1));
            use.of(server, client, items);
        }
    }

    @Test
    void a_standalone_has_no_transactions() {
        with(MongoServer.Mode.STANDALONE, (server, client, items) -> {
            assertThat(client.getClusterDescription().getType()).isEqualTo(ClusterType.STANDALONE);
            try (ClientSession session = client.startSession()) {
                items.insertOne(session, new Document("_id", 2));
                session.startTransaction();
                MongoException refused = error(() -> items.insertOne(session, new Document("_id", 3)));
                // The driver takes every code 20 that speaks of transaction numbers for this.
                assertThat(refused).hasMessageContaining("does not support retryable writes");
                assertThat(((MongoCommandException) refused.getCause()).getCode())
                        .isEqualTo(20);
                assertThat(refused.getCause())
                        .hasMessageContaining("Transaction numbers are only allowed on a replica set member or mongos");
            }
            assertThat(items.countDocuments()).isEqualTo(2);
        });
    }

    @Test
    void a_router_has_transactions() {
        with(MongoServer.Mode.ROUTER, (server, client, items) -> {
            assertThat(client.getClusterDescription().getType()).isEqualTo(ClusterType.SHARDED);
            try (ClientSession session = client.startSession()) {
                session.startTransaction();
                items.insertOne(session, new Document("_id", 2));
                session.commitTransaction();
                session.startTransaction();
                items.insertOne(session, new Document("_id", 3));
                session.abortTransaction();
            }
            assertThat(items.countDocuments()).isEqualTo(2);
        });
    }

    @Test
    void a_server_without_labels_leaves_the_code_alone() {
        with(MongoServer.Mode.REPLICA_SET_WITHOUT_LABELS, (server, client, items) -> {
            try (ClientSession first = client.startSession();
                    ClientSession second = client.startSession()) {
                first.startTransaction();
                second.startTransaction();
                items.insertOne(first, new Document("_id", 2));
                MongoException conflict = error(() -> items.insertOne(second, new Document("_id", 2)));
                assertThat(conflict.getCode()).isEqualTo(112);
                assertThat(conflict.getErrorLabels()).isEmpty();
            }
        });
    }

    @Test
    void each_says_that_it_is_a_stand_in() {
        with(MongoServer.Mode.REPLICA_SET, (server, client, items) -> {
            assertThat(server.isStandIn()).isTrue();
            assertThat(server.describe())
                    .startsWith("stand-in (mongo-java-server 1.47.0 + transactions) as REPLICA_SET at 127.0.0.1:");
        });
    }
}
