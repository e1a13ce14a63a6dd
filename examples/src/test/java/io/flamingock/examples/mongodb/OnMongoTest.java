package io.flamingock.examples.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.flamingock.servers.mongo.MongoServer;
import org.bson.Document;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class OnMongoTest {

    @Test
    void users_have_a_status_and_an_index_and_the_second_run_does_nothing() {
        try (MongoServer server = MongoServer.start();
                MongoClient client = MongoClients.create(server.connectionString())) {
            var users = client.getDatabase("app").getCollection("users");
            client.getDatabase("app").drop();
            users.insertOne(new Document("name", "ann"));

            assertThat(OnMongo.run(client).counts().executed()).isEqualTo(2);

            assertThat(users.countDocuments(new Document("status", "active"))).isEqualTo(1);
            assertThat(users.listIndexes()).hasSize(2);
            assertThat(OnMongo.run(client).isNothingToDo()).isTrue();
            client.getDatabase("app").drop();
        }
    }
}
