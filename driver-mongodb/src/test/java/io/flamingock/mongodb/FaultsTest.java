package io.flamingock.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.api.BlockedException;
import io.flamingock.api.ChangeFailedException;
import io.flamingock.api.State;
import io.flamingock.mongodb.Needs.Ability;
import io.flamingock.servers.mongo.MongoServer;
import io.flamingock.targets.Marker;
import io.flamingock.targets.Settlement;
import io.flamingock.targets.TargetTransaction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Commits without an answer, transactions that stand in the way; and servers of another kind, on stand-ins of their own.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class FaultsTest {

    private static final Marker MARKER = new Marker("users", "add-status", 1, "a".repeat(64));

    @Needs({Ability.TRANSACTIONS, Ability.FAIL_POINTS})
    @Test
    void a_commit_whose_result_is_unknown_is_repeated_until_it_is_known() {
        on(MongoServer.shared(), mongo -> {
            mongo.store().log("users").create();
            fail(
                    mongo,
                    3,
                    "commitTransaction",
                    new Document("errorCode", 50).append("errorLabels", List.of("UnknownTransactionCommitResult")));
            AtomicInteger runs = new AtomicInteger();

            mongo.flamingock()
                    .change(
                            "once",
                            change -> change.order("1").execute(MongoDatabase.class, database -> {
                                runs.incrementAndGet();
                                database.getCollection("users").insertOne(new Document());
                            }))
                    .run();

            assertThat(runs).hasValue(1);
            assertThat(mongo.users().countDocuments()).isEqualTo(1);
            assertThat(mongo.sentNames())
                    .filteredOn("commitTransaction"::equals)
                    .hasSizeGreaterThanOrEqualTo(4);
        });
    }

    @Needs({Ability.TRANSACTIONS, Ability.FAIL_POINTS})
    @Test
    void a_commit_that_stays_unknown_is_decided_by_who_takes_its_place() {
        on(MongoServer.shared(), mongo -> {
            fail(
                    mongo,
                    1000,
                    "commitTransaction",
                    new Document("errorCode", 50).append("errorLabels", List.of("UnknownTransactionCommitResult")));
            AtomicInteger runs = new AtomicInteger();
            var flamingock = Flamingock.builder()
                    .service("users")
                    .auditStore(mongo.store().lockTimeout(Duration.ofMillis(500)))
                    .targetSystems(mongo.target().networkTimeout(Duration.ofMillis(500)))
                    .change(
                            "unknown",
                            change -> change.order("1").execute(MongoDatabase.class, database -> {
                                runs.incrementAndGet();
                                database.getCollection("users").insertOne(new Document());
                            }))
                    .build();

            assertThatThrownBy(flamingock::run).hasMessageContaining("unknown");

            assertThat(runs)
                    .as("it is not known to be undone, so it is not run again")
                    .hasValue(1);
            assertThat(mongo.users().countDocuments()).isZero();
            assertThat(mongo.store().log("users").read(0))
                    .extracting(entry -> entry.event().state())
                    .containsExactly(State.ROLLED_BACK);
        });
    }

    @Test
    void a_number_that_is_taken_before_a_majority_has_its_entry_is_not_taken_for_a_lost_log() {
        on(MongoServer.Mode.REPLICA_SET, mongo -> {
            inserting(mongo, "first").run();
            Flamingock both = inserting(mongo, "first", "second");
            fail(mongo, 1, "insert", new Document("errorCode", 11000));

            assertThatThrownBy(both::run).isInstanceOf(ChangeFailedException.class);
            both.run();

            assertThat(mongo.users().countDocuments()).isEqualTo(2);
            assertThat(mongo.store().log("users").read(3))
                    .extracting(entry -> entry.event().state())
                    .containsExactly(State.ROLLED_BACK, State.STARTED, State.EXECUTED, State.COMPLETED);
        });
    }

    /** Each change inserts a document. */
    private static Flamingock inserting(TestDatabase mongo, String... ids) {
        FlamingockBuilder builder = mongo.flamingock();
        for (String id : ids) {
            builder.change(
                    id,
                    change -> change.order(id)
                            .execute(
                                    MongoDatabase.class,
                                    database -> database.getCollection("users").insertOne(new Document())));
        }
        return builder.build();
    }

    @Needs(Ability.LOST_ANSWERS)
    @Test
    void an_append_whose_answer_is_lost_is_found_in_the_log() {
        on(MongoServer.shared(), mongo -> {
            mongo.store().log("users").create();
            fail(mongo, 1, "insert", new Document("closeAfter", true));

            mongo.flamingock()
                    .change(
                            "sent",
                            change ->
                                    change.order("1").transactional(false).execute(MongoDatabase.class, database -> {}))
                    .run();

            assertThat(mongo.store().log("users").read(0))
                    .extracting(entry -> entry.event().state())
                    .containsExactly(State.STARTED, State.EXECUTED, State.COMPLETED);
        });
    }

    @Needs(Ability.TRANSACTIONS)
    @Test
    void two_transactions_that_may_be_in_the_way_are_both_named_and_none_is_ended() {
        on(MongoServer.shared(), mongo -> {
            MongoTargetSystem target = mongo.target().lockTimeout(Duration.ofMillis(300));
            assertThat(target.prepareMarkers()).isEmpty();
            mongo.database().createCollection("users");
            try (TargetTransaction innocent = target.begin();
                    TargetTransaction holder = target.begin()) {
                write(innocent);
                holder.insertBegin(MARKER);

                assertThatThrownBy(() -> target.settle(MARKER))
                        .isInstanceOf(BlockedException.class)
                        .hasMessageContaining("one of these")
                        .hasMessageContaining("killSessions")
                        .hasMessageContaining("transactionLifetimeLimitSeconds");

                innocent.commit();
                holder.commit();
            }
            assertThat(mongo.users().countDocuments()).isEqualTo(1);
            assertThat(target.settle(MARKER)).isEqualTo(Settlement.UNKNOWN);
        });
    }

    @Test
    void on_a_server_without_labels_a_write_conflict_is_known_by_its_code() {
        on(MongoServer.Mode.REPLICA_SET_WITHOUT_LABELS, mongo -> {
            mongo.users().insertOne(new Document("_id", 1));
            AtomicInteger tries = new AtomicInteger();
            mongo.flamingock()
                    .change(
                            "conflict",
                            change -> change.order("1").execute(MongoDatabase.class, database -> {
                                database.getCollection("users").countDocuments();
                                if (tries.incrementAndGet() == 1) {
                                    mongo.users()
                                            .updateOne(
                                                    new Document("_id", 1), new Document("$set", new Document("n", 1)));
                                }
                                database.getCollection("users")
                                        .updateOne(new Document("_id", 1), new Document("$set", new Document("m", 1)));
                            }))
                    .run();
            assertThat(tries).hasValue(2);
        });
    }

    private interface Story {
        void on(TestDatabase mongo);
    }

    private static void on(MongoServer.Mode mode, Story story) {
        try (MongoServer server = MongoServer.standIn(mode)) {
            on(server, story);
        }
    }

    private static void on(MongoServer server, Story story) {
        try (TestDatabase mongo = new TestDatabase(server)) {
            story.on(mongo);
        }
    }

    private static void write(TargetTransaction transaction) {
        transaction.bound(MongoDatabase.class).getCollection("users").insertOne(new Document());
    }

    /** Of this client alone. */
    private static void fail(TestDatabase mongo, int times, String command, Document how) {
        mongo.client()
                .getDatabase("admin")
                .runCommand(new Document("configureFailPoint", "failCommand")
                        .append("mode", new Document("times", times))
                        .append(
                                "data",
                                how.append("failCommands", List.of(command)).append("appName", mongo.name())));
    }
}
