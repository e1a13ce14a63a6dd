package io.flamingock.internal.change;

import static io.flamingock.internal.change.Fixtures.only;
import static io.flamingock.internal.change.Fixtures.stage;
import static io.flamingock.internal.change.Fixtures.wiring;
import static io.flamingock.internal.change.Fixtures.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.api.ChangeDefinition;
import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.memory.InMemoryRecords;
import io.flamingock.memory.InMemoryTargetSystem;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ChecksumTest {

    private static final Wiring WIRING = with(wiring(InMemoryTargetSystem.of("db")), "text");

    @ChangeUnit(id = "seed", order = "1", author = "somebody")
    static class Seed {
        @Execution
        void execute(InMemoryRecords records, String text) {}
    }

    @Test
    void it_is_the_same_for_every_version_of_the_library() {
        WiredChange seed =
                only(Changes.find(List.of(stage("main").classes(Seed.class).source()), WIRING));

        assertThat(seed.change().checksum())
                .as("stored in logs: a new value here would report every applied change as changed")
                .isEqualTo("065036e8c7f13209af0ad8c84b1fdbc22425519fcf2a9385860c366d98956812");
    }

    @Test
    void it_does_not_depend_on_how_the_change_was_found() {
        assertThat(checksum("main", this::seed))
                .isEqualTo(only(Changes.find(
                                List.of(stage("main").classes(Seed.class).source()), WIRING))
                        .change()
                        .checksum())
                .isEqualTo(only(Changes.find(
                                List.of(stage("main").instances(new Seed()).source()), WIRING))
                        .change()
                        .checksum());
    }

    @Test
    void what_is_said_for_people_and_the_order_are_not_part_of_it() {
        assertThat(checksum(
                        "main",
                        change -> seed(change)
                                .order("7")
                                .author("another")
                                .description("words")
                                .target("db")
                                .timeout(Duration.ofSeconds(1))
                                .recovery(RecoveryStrategy.ALWAYS_RETRY)))
                .isEqualTo(checksum("main", this::seed));
    }

    @Test
    void each_part_of_its_effect_changes_it() {
        assertThat(Stream.of(
                        checksum("main", this::seed),
                        checksum("other", this::seed),
                        checksum("main", change -> seed(change).transactional(false)),
                        checksum("main", change -> change.order("1").execute(InMemoryRecords.class, records -> {})),
                        checksum("main", change -> seed(change).rollback(() -> {})),
                        checksum("main", change -> seed(change).rollback(InMemoryRecords.class, records -> {}))))
                .doesNotHaveDuplicates();
    }

    @Test
    void the_fingerprint_is_that_of_the_ordered_list() {
        var ab = Changes.find(
                List.of(stage("main")
                        .lambda("a", change -> change.order("1").execute(() -> {}))
                        .lambda("b", change -> change.order("2").execute(() -> {}))
                        .source()),
                WIRING);
        var sameInAnotherOrder = Changes.find(
                List.of(stage("main")
                        .lambda("b", change -> change.order("2").execute(() -> {}))
                        .lambda("a", change -> change.order("1").execute(() -> {}))
                        .source()),
                WIRING);
        var turned = Changes.find(
                List.of(stage("main")
                        .lambda("a", change -> change.order("2").execute(() -> {}))
                        .lambda("b", change -> change.order("1").execute(() -> {}))
                        .source()),
                WIRING);

        assertThat(ab.fingerprint()).matches("[0-9a-f]{64}").isEqualTo(sameInAnotherOrder.fingerprint());
        assertThat(turned.fingerprint()).isNotEqualTo(ab.fingerprint());
    }

    private ChangeDefinition seed(ChangeDefinition change) {
        return change.order("1").execute(InMemoryRecords.class, String.class, (records, text) -> {});
    }

    private static String checksum(String stage, Consumer<ChangeDefinition> definition) {
        return only(Changes.find(List.of(stage(stage).lambda("seed", definition).source()), WIRING))
                .change()
                .checksum();
    }
}
