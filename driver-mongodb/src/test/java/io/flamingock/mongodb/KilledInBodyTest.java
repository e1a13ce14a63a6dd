package io.flamingock.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.flamingock.Flamingock;
import io.flamingock.api.Mode;
import io.flamingock.api.RunReport;
import io.flamingock.servers.child.ChildProcess;
import io.flamingock.servers.mongo.MongoServer;
import java.time.Duration;
import java.util.function.Consumer;
import org.bson.Document;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * MongoDB keeps the transaction of a client that has died for a minute, and whoever writes the same document until then
 * is refused at once.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Needs(Needs.Ability.TRANSACTIONS)
@Timeout(120)
class KilledInBodyTest {

    private static final Duration LEASE = Duration.ofMillis(600);
    private static final Duration LOCK_TIMEOUT = Duration.ofMillis(300);
    private static final String HERE = "IN BODY";

    @Test
    void the_next_start_ends_the_transaction_of_the_dead_and_runs_the_change() {
        // a server of its own: with one transaction alone that is open, there is no doubt whose it is
        try (MongoServer server = MongoServer.start();
                MongoClient client = MongoClients.create(server.connectionString())) {
            String name = "killed_" + ProcessHandle.current().pid();
            MongoDatabase database = client.getDatabase(name);
            database.getCollection("counter").insertOne(new Document("value", 0));
            try (ChildProcess child = ChildProcess.start(Program.class, server.connectionString(), name)) {
                assertThat(child.await(HERE))
                        .as("in its body, after %s", child.seen())
                        .isPresent();
                child.awaitEnd();
            }

            RunReport report = flamingock(client, name, bound -> add(bound)).run();

            assertThat(report.outcomes()).extracting(o -> o.change().mode()).containsExactly(Mode.SHARED);
            assertThat(report.counts().executed()).isEqualTo(1);
            assertThat(database.getCollection("counter").find().first()).containsEntry("value", 1);
        }
    }

    /** Halts in the body, with its transaction open. */
    static final class Program {

        private Program() {}

        public static void main(String[] args) {
            MongoClient client = MongoClients.create(args[0]);
            flamingock(client, args[1], bound -> {
                        add(bound);
                        System.out.println(HERE);
                        System.out.flush();
                        Runtime.getRuntime().halt(137);
                    })
                    .run();
        }
    }

    private static void add(MongoDatabase bound) {
        bound.getCollection("counter").updateOne(new Document(), new Document("$inc", new Document("value", 1)));
    }

    private static Flamingock flamingock(MongoClient client, String database, Consumer<MongoDatabase> body) {
        return Flamingock.builder()
                .service("counting")
                .auditStore(MongoAuditStore.of(client, database).lockTimeout(LOCK_TIMEOUT))
                .targetSystems(MongoTargetSystem.of("counters", client, database))
                .lease(LEASE, LEASE.dividedBy(6))
                .change("count", change -> change.order("1").execute(MongoDatabase.class, body::accept))
                .build();
    }
}
