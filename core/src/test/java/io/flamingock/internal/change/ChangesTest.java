package io.flamingock.internal.change;

import static io.flamingock.internal.change.Fixtures.context;
import static io.flamingock.internal.change.Fixtures.only;
import static io.flamingock.internal.change.Fixtures.profiles;
import static io.flamingock.internal.change.Fixtures.stage;
import static io.flamingock.internal.change.Fixtures.wiring;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.api.ChangeDefinition;
import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.ExecutionPlan;
import io.flamingock.api.Mode;
import io.flamingock.api.Operation;
import io.flamingock.api.Recovery;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.api.TargetSystem;
import io.flamingock.memory.InMemoryRecords;
import io.flamingock.memory.InMemoryTargetSystem;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
public class ChangesTest {

    public static final AtomicInteger INITIALISED = new AtomicInteger();

    private static final String FOUND = "io.flamingock.internal.change.found";

    private final InMemoryTargetSystem target = InMemoryTargetSystem.of("db");

    @Test
    void changes_are_found_in_a_package_and_its_sub_packages_without_being_initialised() throws Throwable {
        INITIALISED.set(0);
        WiredChanges wired = Changes.find(List.of(stage("main").packages(FOUND).source()), wiring(target));

        assertThat(wired.problems()).isEmpty();
        assertThat(wired.changes())
                .extracting(change -> change.change().id())
                .containsExactly("add-status", "backfill-prices");
        assertThat(INITIALISED).hasValue(0);

        WiredChange change = wired.changes().get(0);
        assertThat(change.change().mode()).isEqualTo(Mode.MARKED);
        assertThat(change.change().order()).isEqualTo("0002");
        assertThat(change.isBound(Operation.APPLY)).isTrue();
        BuiltChange built = change.build();
        assertThat(INITIALISED).hasValue(1);
        try (var transaction = target.begin()) {
            built.execute(Operation.APPLY, transaction, context(Operation.APPLY));
            transaction.commit();
        }
        assertThat(target.records().get("status")).contains("active");
    }

    @Test
    void stages_run_as_declared_and_their_changes_in_natural_order() {
        var wired = Changes.find(
                List.of(
                        stage("second-by-name")
                                .lambda("c", at("10"))
                                .lambda("b", at("2"))
                                .source(),
                        stage("first-by-name").lambda("a", at("1")).source()),
                wiring(target));

        assertThat(wired.problems()).isEmpty();
        assertThat(wired.changes())
                .extracting(change ->
                        change.change().stage() + "/" + change.change().id())
                .containsExactly("second-by-name/b", "second-by-name/c", "first-by-name/a");
    }

    @Test
    void profiles_select_and_what_they_leave_out_says_why() {
        var source = stage("main")
                .lambda("always", at("1"))
                .lambda("prod", change -> at("2").accept(change.profiles("prod", "staging")))
                .lambda("Prod", change -> at("2").accept(change.profiles("!prod", "!staging")))
                .source();

        var without = Changes.find(List.of(source), wiring(target));
        assertThat(without.problems()).as("only selected changes are compared").isEmpty();
        assertThat(without.changes()).extracting(change -> change.change().id()).containsExactly("always", "Prod");
        assertThat(without.leftOut()).singleElement().satisfies(left -> {
            assertThat(left.changeId()).isEqualTo("prod");
            assertThat(left.source()).isEqualTo(ChangesTest.class.getName() + "#prod");
            assertThat(left.reason()).isEqualTo("none of its profiles 'prod', 'staging' is active; active: none");
        });

        var staging = Changes.find(List.of(source), profiles(wiring(target), "staging"));
        assertThat(staging.changes()).extracting(change -> change.change().id()).containsExactly("always", "prod");
        assertThat(staging.leftOut())
                .extracting(ExecutionPlan.LeftOut::reason)
                .containsExactly("profile 'staging' is active, and it says '!staging'");
        assertThat(staging.fingerprint()).isNotEqualTo(without.fingerprint());
    }

    @Test
    void a_change_that_is_left_out_needs_no_dependencies() {
        var source = stage("main")
                .lambda("x", change -> change.order("1").profiles("prod").execute(Thread.class, thread -> {}))
                .source();
        assertThat(Changes.find(List.of(source), wiring(target)).problems()).isEmpty();
    }

    @Recovery(strategy = RecoveryStrategy.ALWAYS_RETRY)
    @TargetSystem("db")
    @ChangeUnit(id = "full", order = "1", author = "me", description = "what for", timeout = "PT30S")
    static class Full {
        @Execution
        void apply(InMemoryRecords records) {}
    }

    @Test
    void what_a_class_says_of_itself_is_in_the_change() {
        var change = only(Changes.find(List.of(stage("main").classes(Full.class).source()), wiring(target)))
                .change();

        assertThat(change.recovery()).isEqualTo(RecoveryStrategy.ALWAYS_RETRY);
        assertThat(change.target()).isEqualTo("db");
        assertThat(change.details().author()).isEqualTo("me");
        assertThat(change.details().description()).isEqualTo("what for");
        assertThat(change.details().timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(change.details().source()).isEqualTo(Full.class.getName() + "#apply");
    }

    @Test
    void a_definition_is_over_when_its_call_has_returned() {
        ChangeDefinition[] kept = new ChangeDefinition[1];
        LambdaChange.of("x", change -> kept[0] = change);

        assertThatThrownBy(() -> kept[0].order("2"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ChangesTest#x is over");
    }

    private static Consumer<ChangeDefinition> at(String order) {
        return change -> change.order(order).execute(() -> {});
    }
}
