package io.flamingock.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.servers.mongo.MongoServer;
import io.flamingock.targets.NonTransactionalTargetSystem;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a start and one more change cost, in commands; each waits for its answer. The bodies send nothing. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class CostTest {

    private static final int KILOBYTES = 1024;

    @ParameterizedTest
    @ValueSource(ints = {10, 1_000, 10_000})
    void a_start_with_nothing_to_do_is_one_find_whose_answer_does_not_grow(int count) {
        try (TestDatabase mongo = new TestDatabase(MongoServer.shared())) {
            Flamingock flamingock =
                    changes(mongo.flamingock(), count, TestDatabase.NAME).build();
            flamingock.baseline("change-" + (count - 1), "proof", "they were there before");
            assertThat(flamingock.run().counts().executed()).isEqualTo(1);
            mongo.sent();
            mongo.answerBytes();

            assertThat(flamingock.run().isNothingToDo()).isTrue();

            assertThat(mongo.sentNames()).containsExactly("find");
            assertThat(mongo.answerBytes())
                    .singleElement()
                    .satisfies(size -> assertThat(size).isLessThan(2 * KILOBYTES));
        }
    }

    @Needs(Needs.Ability.TRANSACTIONS)
    @Test
    void one_more_change_costs_what_its_mode_needs() {
        assertThat(more("own")).as("SHARED").containsExactlyInAnyOrder("insert", "insert", "commitTransaction");
        assertThat(more("other"))
                .as("MARKED")
                .containsExactlyInAnyOrder("insert", "insert", "find", "insert", "commitTransaction");
        assertThat(more("plain")).as("NONE").containsExactly("insert");
    }

    @Needs(Needs.Ability.TRANSACTIONS)
    @Test
    void all_that_counts_is_durable_and_read_from_the_primary_and_a_majority_whatever_the_client_is_set_to() {
        try (TestDatabase mongo = new TestDatabase(MongoServer.shared())) {
            changes(mongo.flamingock(), 1, TestDatabase.NAME).run();

            List<BsonDocument> sent = mongo.sent();
            assertThat(sent.stream()
                            .filter(command -> List.of("insert", "update", "commitTransaction")
                                    .contains(command.getFirstKey())))
                    .hasSizeGreaterThanOrEqualTo(5)
                    .filteredOn(
                            command -> !command.containsKey("autocommit") || command.containsKey("commitTransaction"))
                    .allSatisfy(command -> assertThat(command.getDocument("writeConcern"))
                            .isEqualTo(BsonDocument.parse("{w: 'majority', j: true}")));
            assertThat(sent.stream()
                            .filter(command -> List.of("find", "aggregate").contains(command.getFirstKey())))
                    .isNotEmpty()
                    .allSatisfy(command -> assertThat(command.getDocument("readConcern")
                                    .getString("level")
                                    .getValue())
                            .isEqualTo("majority"));
            assertThat(sent)
                    .filteredOn(command -> command.containsKey("$readPreference"))
                    .allSatisfy(command -> assertThat(command.getDocument("$readPreference"))
                            .isEqualTo(BsonDocument.parse("{mode: 'primary'}")));
            assertThat(sent.stream().filter(command -> command.containsKey("startTransaction")))
                    .singleElement()
                    .satisfies(command -> assertThat(command.getDocument("readConcern")
                                    .getString("level")
                                    .getValue())
                            .isEqualTo("snapshot"));
        }
    }

    /** What three changes send more than two, whichever client sends it. */
    private static List<String> more(String target) {
        List<String> two = run(2, target);
        List<String> more = new ArrayList<>(run(3, target));
        two.forEach(more::remove);
        return more;
    }

    private static List<String> run(int count, String target) {
        try (TestDatabase mongo = new TestDatabase(MongoServer.shared());
                TestDatabase other = new TestDatabase(MongoServer.shared())) {
            FlamingockBuilder builder = Flamingock.builder()
                    .service("users")
                    .auditStore(mongo.store())
                    .targetSystems(
                            MongoTargetSystem.of("own", mongo.client(), mongo.name()),
                            MongoTargetSystem.of("other", other.client(), other.name()),
                            NonTransactionalTargetSystem.of("plain"));
            changes(builder, count, target).run();
            List<String> names = new ArrayList<>(mongo.sentNames());
            names.addAll(other.sentNames());
            names.removeIf("update"::equals); // renewals go by the clock
            return names;
        }
    }

    private static FlamingockBuilder changes(FlamingockBuilder builder, int count, String target) {
        for (int n = 1; n <= count; n++) {
            String order = String.valueOf(n);
            builder.change("change-" + n, change -> {
                change.order(order).target(target);
                if (target.equals("plain")) {
                    change.execute(() -> {});
                } else {
                    change.execute(MongoDatabase.class, database -> {});
                }
            });
        }
        return builder;
    }
}
