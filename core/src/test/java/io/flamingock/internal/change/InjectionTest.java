package io.flamingock.internal.change;

import static io.flamingock.internal.change.Fixtures.context;
import static io.flamingock.internal.change.Fixtures.only;
import static io.flamingock.internal.change.Fixtures.stage;
import static io.flamingock.internal.change.Fixtures.wiring;
import static io.flamingock.internal.change.Fixtures.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.api.ChangeContext;
import io.flamingock.api.ChangeDefinition;
import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.Named;
import io.flamingock.api.Operation;
import io.flamingock.memory.InMemoryRecords;
import io.flamingock.memory.InMemoryTargetSystem;
import io.flamingock.targets.Offered;
import io.flamingock.targets.TypeRef;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class InjectionTest {

    private static final List<Object> GIVEN = new ArrayList<>();

    private final InMemoryTargetSystem target = InMemoryTargetSystem.of("db");

    @Retention(RetentionPolicy.RUNTIME)
    private @interface Nullable {}

    @ChangeUnit(id = "x", order = "1")
    static class TakesText {
        @Execution
        void apply(CharSequence text) {
            given(text);
        }
    }

    @Test
    void the_target_is_asked_before_dependencies_and_these_before_lookups() throws Throwable {
        var offering = target.offering("of the target");
        Wiring all = with(with(wiring(offering), "a dependency"), (type, name) -> Optional.of("of a lookup"));
        run(TakesText.class, all);
        assertThat(GIVEN).containsExactly("of the target");

        run(TakesText.class, with(with(wiring(target), "a dependency"), (type, name) -> Optional.of("of a lookup")));
        assertThat(GIVEN).containsExactly("a dependency");

        run(
                TakesText.class,
                with(wiring(target), (type, name) -> Optional.empty(), (type, name) -> Optional.of(type + "/" + name)));
        assertThat(GIVEN).containsExactly("interface java.lang.CharSequence/null");
    }

    @ChangeUnit(id = "x", order = "1")
    static class TakesNamed {
        @Execution
        void apply(@Named("a") String a, @Named("b") String b) {
            given(a, b);
        }
    }

    @Test
    void a_name_picks_one_of_several() throws Throwable {
        run(
                TakesNamed.class,
                with(
                        wiring(target.offering(Offered.named("b", "of the target"))),
                        Offered.named("a", "1"),
                        Offered.named("b", "2")));
        assertThat(GIVEN).containsExactly("1", "of the target");
    }

    @ChangeUnit(id = "x", order = "1")
    static class TakesParametrised {
        @Execution
        void apply(Supplier<String> texts, Supplier<? extends Number> numbers) {
            given(texts.get(), numbers.get());
        }
    }

    /** Says by its class what it supplies. */
    static final class Numbers implements Supplier<Integer> {
        @Override
        public Integer get() {
            return 7;
        }
    }

    @Test
    void parametrised_types_are_told_apart() throws Throwable {
        run(
                TakesParametrised.class,
                with(wiring(target), Offered.of(new TypeRef<Supplier<String>>() {}, () -> "text"), new Numbers()));
        assertThat(GIVEN).containsExactly("text", 7);
    }

    @ChangeUnit(id = "x", order = "1")
    static class TakesOptional {
        @Execution
        void apply(
                Optional<String> some,
                Optional<Integer> none,
                @Nullable Long missing,
                Optional<InMemoryRecords> records) {
            given(some, none, missing, records.isPresent());
        }
    }

    @Test
    void what_may_be_missing_is_empty_or_null() throws Throwable {
        run(TakesOptional.class, with(wiring(target), "text"));
        assertThat(GIVEN).containsExactly(Optional.of("text"), Optional.empty(), null, true);
    }

    @ChangeUnit(id = "x", order = "1")
    static class TakesContext {
        private final String constructed;

        TakesContext(String constructed) {
            this.constructed = constructed;
        }

        @Execution
        void apply(ChangeContext context, int number) {
            given(constructed, context.operation(), number);
        }
    }

    @Test
    void the_context_is_always_there_and_constructors_are_injected_too() throws Throwable {
        run(TakesContext.class, with(wiring(target), "text", 7));
        assertThat(GIVEN).containsExactly("text", Operation.APPLY, 7);
    }

    @Test
    void an_object_that_is_offered_twice_is_one_candidate() throws Throwable {
        String text = "text";
        run(TakesText.class, with(wiring(target), text, Offered.named("again", text)));
        assertThat(GIVEN).containsExactly("text");
    }

    @Test
    void lambdas_take_up_to_three_objects() throws Throwable {
        Wiring wiring = with(wiring(target), "text", 7);
        runLambda(wiring, change -> change.execute(() -> given("none")));
        assertThat(GIVEN).containsExactly("none");
        runLambda(wiring, change -> change.execute(String.class, InjectionTest::given));
        assertThat(GIVEN).containsExactly("text");
        runLambda(wiring, change -> change.execute(String.class, int.class, (text, number) -> given(text, number)));
        assertThat(GIVEN).containsExactly("text", 7);
        runLambda(
                wiring,
                change -> change.execute(
                        ChangeContext.class,
                        CharSequence.class,
                        InMemoryRecords.class,
                        (context, text, records) ->
                                given(context.attempt(), text, records.all().size())));
        assertThat(GIVEN).containsExactly(1, "text", 0);
    }

    private static void given(Object... objects) {
        GIVEN.addAll(Arrays.asList(objects));
    }

    private void runLambda(Wiring wiring, Consumer<ChangeDefinition> body) throws Throwable {
        run(Changes.find(
                List.of(stage("main")
                        .lambda("x", change -> {
                            change.order("1");
                            body.accept(change);
                        })
                        .source()),
                wiring));
    }

    private void run(Class<?> type, Wiring wiring) throws Throwable {
        run(Changes.find(List.of(stage("main").classes(type).source()), wiring));
    }

    private void run(WiredChanges changes) throws Throwable {
        assertThat(changes.problems()).isEmpty();
        GIVEN.clear();
        try (var transaction = target.begin()) {
            only(changes).build().execute(Operation.APPLY, transaction, context(Operation.APPLY));
        }
    }
}
