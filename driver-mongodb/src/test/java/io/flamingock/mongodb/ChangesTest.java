package io.flamingock.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import io.flamingock.api.ChangeFailedException;
import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.RollbackExecution;
import io.flamingock.api.State;
import io.flamingock.api.TargetSystem;
import io.flamingock.servers.mongo.MongoServer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What users write, as they write it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class ChangesTest {

    @AutoClose
    private final TestDatabase mongo = new TestDatabase(MongoServer.shared());

    @BeforeEach
    void fill() {
        mongo.users().insertMany(List.of(new Document("name", "ann"), new Document("name", "bob")));
    }

    @TargetSystem(TestDatabase.NAME)
    @ChangeUnit(id = "add-user-status", order = "001", author = "platform-team")
    static class AddUserStatusField {

        private static boolean fails;

        @Execution
        public void execute(MongoDatabase database) {
            database.getCollection("users")
                    .updateMany(new Document(), new Document("$set", new Document("status", "active")));
            if (fails) {
                throw new IllegalStateException("after the update");
            }
        }

        @RollbackExecution
        public void rollback(MongoDatabase database) {
            database.getCollection("users")
                    .updateMany(new Document(), new Document("$unset", new Document("status", "")));
        }
    }

    @Needs(Needs.Ability.TRANSACTIONS)
    @Test
    void a_change_that_throws_after_its_update_leaves_no_document_changed() {
        AddUserStatusField.fails = true;
        var flamingock = mongo.flamingock().changes(AddUserStatusField.class).build();

        assertThatThrownBy(flamingock::run)
                .isInstanceOf(ChangeFailedException.class)
                .hasRootCauseMessage("after the update");

        assertThat(withStatus()).isZero();
        assertThat(states()).containsExactly(State.ROLLED_BACK);

        AddUserStatusField.fails = false;
        assertThat(flamingock.run().counts().executed()).isEqualTo(1);
        assertThat(withStatus()).isEqualTo(2);
        assertThat(states()).containsExactly(State.ROLLED_BACK, State.STARTED, State.EXECUTED, State.COMPLETED);

        flamingock.undo("add-user-status", "ann", "not wanted");
        assertThat(withStatus()).isZero();
    }

    @Test
    void without_a_transaction_it_gets_the_plain_objects() {
        mongo.flamingock()
                .change(
                        "index",
                        change -> change.order("1").transactional(false).execute(MongoDatabase.class, database -> {
                            database.getCollection("users").createIndex(Indexes.ascending("name"));
                            assertThat(database.getCollection("users").estimatedDocumentCount())
                                    .isEqualTo(2);
                        }))
                .run();

        assertThat(mongo.users().listIndexes()).hasSize(2);
    }

    @Needs(Needs.Ability.TRANSACTIONS)
    @Test
    void what_no_server_does_in_a_transaction_is_refused_before_it_is_sent() {
        assertRefused(
                database -> database.getCollection("users").createIndex(Indexes.ascending("name")), "createIndex()");
        assertRefused(database -> database.getCollection("users").estimatedDocumentCount(), "estimatedDocumentCount()");
        assertRefused(database -> database.getCollection("users").drop(), "drop()");
        assertRefused(database -> database.createCollection("more"), "createCollection()");
        assertRefused(database -> database.listCollectionNames().first(), "listCollectionNames()");
        assertThat(mongo.users().countDocuments()).isEqualTo(2);
    }

    @Needs(Needs.Ability.TRANSACTIONS)
    @Test
    void what_the_server_refuses_in_a_transaction_says_what_to_declare() {
        assertRefused(database -> database.runCommand(new Document("listCollections", 1)), "inside a transaction");
        assertRefused(
                database -> database.getCollection("users")
                        .aggregate(List.of(new Document("$out", "copy")))
                        .toCollection(),
                "inside a transaction");
    }

    @Needs(Needs.Ability.TRANSACTIONS)
    @Test
    void the_session_takes_other_databases_of_the_client_into_the_transaction() {
        var flamingock = mongo.flamingock()
                .change(
                        "with-session",
                        change -> change.order("1").execute(ClientSession.class, session -> {
                            mongo.users().insertOne(session, new Document("name", "eve"));
                            assertThat(mongo.users().countDocuments()).isEqualTo(2);
                            assertThat(mongo.users().countDocuments(session)).isEqualTo(3);
                            throw new IllegalStateException("no");
                        }))
                .build();

        assertThatThrownBy(flamingock::run).hasRootCauseMessage("no");
        assertThat(mongo.users().countDocuments()).isEqualTo(2);
    }

    @Needs(Needs.Ability.TRANSACTIONS)
    @Test
    void a_body_cannot_commit_by_its_session() {
        var flamingock = mongo.flamingock()
                .change(
                        "commits",
                        change -> change.order("1").execute(ClientSession.class, ClientSession::commitTransaction))
                .build();

        assertThatThrownBy(flamingock::run)
                .isInstanceOf(ChangeFailedException.class)
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .rootCause()
                .hasMessageContaining("commitTransaction() is refused");
    }

    @Needs(Needs.Ability.TRANSACTIONS)
    @Test
    void a_write_conflict_runs_the_body_again_and_is_recorded() {
        AtomicInteger tries = new AtomicInteger();
        mongo.flamingock()
                .change(
                        "counts",
                        change -> change.order("1").execute(MongoDatabase.class, database -> {
                            database.getCollection("users").countDocuments();
                            if (tries.incrementAndGet() < 3) {
                                mongo.users()
                                        .updateOne(
                                                new Document("name", "ann"),
                                                new Document("$inc", new Document("n", 1)));
                            }
                            database.getCollection("users")
                                    .updateOne(
                                            new Document("name", "ann"),
                                            new Document("$set", new Document("status", "x")));
                        }))
                .run();

        assertThat(tries).hasValue(3);
        assertThat(mongo.store().log("users").read(0).get(1).metadata()).containsEntry("tries", "3");
        assertThat(withStatus()).isEqualTo(1);
    }

    @Needs(Needs.Ability.TRANSACTIONS)
    @Test
    void a_body_that_swallows_the_end_of_its_transaction_has_no_effect() {
        var flamingock = mongo.flamingock()
                .change(
                        "swallows",
                        change -> change.order("1").execute(MongoDatabase.class, database -> {
                            database.getCollection("users").insertOne(new Document("_id", 1));
                            try {
                                database.getCollection("users").insertOne(new Document("_id", 1));
                            } catch (MongoException swallowed) {
                                // the server has undone the transaction
                            }
                        }))
                .build();

        assertThatThrownBy(flamingock::run).isInstanceOf(ChangeFailedException.class);
        assertThat(mongo.users().countDocuments()).isEqualTo(2);
        assertThat(states()).containsExactly(State.ROLLED_BACK);
    }

    @Test
    void the_client_is_offered_unbound() {
        mongo.flamingock()
                .change(
                        "by-client",
                        change -> change.order("1")
                                .execute(
                                        MongoClient.class,
                                        client -> assertThat(client).isSameAs(mongo.client())))
                .run();
    }

    private interface Body {
        void on(MongoDatabase database);
    }

    private void assertRefused(Body body, String what) {
        try (TestDatabase other = new TestDatabase(MongoServer.shared())) {
            other.users().insertOne(new Document());
            var flamingock = other.flamingock()
                    .change("refused", change -> change.order("1").execute(MongoDatabase.class, body::on))
                    .build();
            assertThatThrownBy(flamingock::run)
                    .isInstanceOf(ChangeFailedException.class)
                    .cause()
                    .hasMessageContaining("[X42]")
                    .hasMessageContaining(what)
                    .hasMessageContaining("transactional = false");
        }
    }

    private long withStatus() {
        return mongo.users().countDocuments(new Document("status", new Document("$exists", true)));
    }

    private List<State> states() {
        return mongo.store().log("users").read(0).stream()
                .map(entry -> entry.event().state())
                .toList();
    }
}
