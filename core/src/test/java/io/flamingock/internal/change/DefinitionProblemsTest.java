package io.flamingock.internal.change;

import static io.flamingock.api.Problem.Severity.INFO;
import static io.flamingock.internal.change.Fixtures.stage;
import static io.flamingock.internal.change.Fixtures.wiring;
import static io.flamingock.internal.change.Fixtures.with;
import static io.flamingock.internal.change.ProblemCase.DB;
import static io.flamingock.internal.change.ProblemCase.WIRING;
import static io.flamingock.internal.change.ProblemCase.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.api.Problem;
import io.flamingock.internal.change.BadChanges.*;
import io.flamingock.internal.change.BadClasses.ReturnsNumber;
import io.flamingock.internal.change.ProblemCase.Draft;
import io.flamingock.memory.InMemoryTargetSystem;
import io.flamingock.targets.NonTransactionalTargetSystem;
import io.flamingock.targets.Offered;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DefinitionProblemsTest {

    private static final NonTransactionalTargetSystem KAFKA = NonTransactionalTargetSystem.of("kafka");

    @ParameterizedTest
    @MethodSource("cases")
    void a_problem_has_code_place_cause_and_remedy(ProblemCase expected) {
        expected.check();
    }

    static Stream<ProblemCase> cases() {
        return Stream.of(identity(), orders(), targets(), dependencies(), texts())
                .flatMap(cases -> cases);
    }

    private static Stream<ProblemCase> identity() {
        return Stream.of(
                error("D1", "Good#apply", "another id", Good.class, SameId.class)
                        .saying(
                                "'good'",
                                "2 times",
                                "BadChanges$Good#apply (in ",
                                "BadChanges$SameId#apply (in ",
                                "/test-classes/"),
                error(
                                "D1",
                                "Good#apply",
                                "in one way only",
                                stage("main").classes(Good.class).instances(new Good()))
                        .saying("the same change with id 'good'", "stage 'main'"),
                error("D16", "Good#apply", "another id", Good.class, SameIdInCapitals.class)
                        .saying("differ only in case", "'good' by", "'GOOD' by"),
                error(
                                "D13",
                                "changes(\"io.flamingock.internal.change.nowhere\")",
                                "check the name",
                                stage("main").packages("io.flamingock.internal.change.nowhere"))
                        .saying("no class is there at all"),
                error(
                                "D13",
                                "changes(\"io.flamingock.internal.change.empty\")",
                                "shading, native image",
                                stage("main").packages("io.flamingock.internal.change.empty"))
                        .saying("its only class, io.flamingock.internal.change.empty.", "has no @ChangeUnit"),
                error(
                                "D13",
                                "changes(\"com.acme.*\")",
                                "without wildcards",
                                stage("main").packages("com.acme.*"))
                        .saying("not the name of a package"));
    }

    private static Stream<ProblemCase> orders() {
        return Stream.of(
                error("D2", "Good#apply", "next free order is '002'", Good.class, SameOrder.class)
                        .saying("stage 'main'", "'1' by io.flamingock.internal.change.BadChanges$Good", "'001' by"),
                error("D3", "BadChanges$NoOrder", "_0001__NoOrder", NoOrder.class)
                        .saying("no order"),
                error("D3", "BadChanges$_0007__TwoOrders", "leave the declared one out", _0007__TwoOrders.class)
                        .saying("'8'", "'0007'", "disagree"),
                error(
                                "D3",
                                "DefinitionProblemsTest#seed",
                                "order(\"0001\")",
                                stage("main").lambda("seed", change -> change.execute(() -> {})))
                        .saying("no order"),
                error("D4", "BadChanges$BadOrder", "letters, digits", BadOrder.class)
                        .saying("1/2\\u200B"));
    }

    private static Stream<ProblemCase> targets() {
        return Stream.of(
                error("D11", "$UnknownTarget#apply", "name a known one", UnknownTarget.class)
                        .in(wiring(KAFKA))
                        .saying("'kafak'", "known: 'kafka'", "did you mean 'kafka'?"),
                error("D11", "$Good#apply", "@TargetSystem", Good.class)
                        .in(wiring(DB, KAFKA))
                        .saying("names no target system", "'db', 'kafka'"),
                error("D11", "targetSystems(…)", "a name of its own", Good.class)
                        .in(wiring(DB, InMemoryTargetSystem.of("db")))
                        .saying("two target systems are called 'db'"),
                new Draft(
                                "D11",
                                INFO,
                                "targetSystems(…)",
                                "not meant",
                                stage("main")
                                        .lambda(
                                                "seed",
                                                change -> change.order("1")
                                                        .target("db")
                                                        .execute(() -> {})))
                        .in(wiring(DB, KAFKA))
                        .saying("'kafka'"));
    }

    private static Stream<ProblemCase> dependencies() {
        return Stream.of(
                error("D12", "$WantsList#apply", "Optional<List<PriceRepository>>", WantsList.class)
                        .in(with(WIRING, new PriceRepositories()))
                        .saying(
                                "parameter 2 (java.util.List<io.flamingock.internal.change.BadChanges$PriceRepository>)",
                                "'db' offers InMemoryRecords",
                                "PriceRepositories"),
                error("D12", "$WantsBuilder#apply", "dependency(…)", WantsBuilder.class)
                        .in(with(WIRING, new PriceRepositories()))
                        .saying("did you mean 'PriceRepositories'?"),
                error("D12", "$WantsNamed#apply", "@Nullable", WantsNamed.class)
                        .in(with(WIRING, Offered.named("main", new PriceRepository())))
                        .saying("@Named(mian)", "PriceRepository 'main'", "did you mean 'main'?"),
                error("D12", "$WantsBuilder#apply", "@Named", WantsBuilder.class)
                        .in(with(WIRING, Offered.named("a", new PriceRepository()), new PriceRepository()))
                        .saying("2 candidates", "PriceRepository 'a', PriceRepository"),
                error("D12", "$WantsBuilder#apply", "Optional.empty()", WantsBuilder.class)
                        .in(with(WIRING, (type, name) -> Optional.of("text")))
                        .saying("java.lang.String"),
                error("D12", "$WantsBuilder#apply", "DEBUG", WantsBuilder.class)
                        .in(with(WIRING, (type, name) -> {
                            throw new IllegalStateException("password=secret");
                        }))
                        .saying("IllegalStateException"),
                error("D12", "$ConstructedWithRecords#<init>", "@Execution", ConstructedWithRecords.class)
                        .saying("inside a transaction of target system 'db'"),
                error("D12", "$ConstructedWithContext#<init>", "@Execution", ConstructedWithContext.class)
                        .saying("only while the change runs"));
    }

    private static Stream<ProblemCase> texts() {
        return Stream.of(
                error("D16", "$BlankId#apply", "give it an id", BlankId.class).saying("the id is empty"),
                error("D16", "$SpacedId#apply", "remove it", SpacedId.class)
                        .saying("'spaced ' begins or ends with a space"),
                error("D16", "$InvisibleId#apply", "zero-width", InvisibleId.class)
                        .saying("zero\\u200Bwidth"),
                error("D16", "$TurnedAuthor#apply", "writing direction", TurnedAuthor.class)
                        .saying("author", "\\u202Enimda"),
                error(
                                "D16",
                                "#" + "x".repeat(256),
                                "shorten",
                                stage("main")
                                        .lambda(
                                                "x".repeat(256),
                                                change -> change.order("1").execute(() -> {})))
                        .saying("the id has 256 characters"),
                error("D16", "$BadTimeout", "ISO-8601", BadTimeout.class).saying("'30 s'"),
                error("D16", "$NegativeTimeout", "longer than zero", NegativeTimeout.class)
                        .saying("'PT-1S'"),
                error("D16", "$EmptyProfile#apply", "name a profile", EmptyProfile.class)
                        .saying("@Profiles"));
    }

    @Test
    void what_is_only_text_is_no_problem() {
        var lambdas = stage("main");
        int order = 1;
        for (String id : List.of("'; --", "$where", "../../etc/passwd", "日本", "a b", "a\\b")) {
            int next = order++;
            lambdas.lambda(id, change -> change.order("" + next).description(id).execute(() -> {}));
        }
        assertThat(Changes.find(List.of(lambdas.source()), WIRING).problems()).isEmpty();
    }

    @Test
    void all_problems_are_reported_together_and_errors_come_first() {
        assertThat(Changes.find(
                                List.of(stage("main")
                                        .classes(
                                                ReturnsNumber.class,
                                                NoOrder.class,
                                                BadTimeout.class,
                                                WantsBuilder.class)
                                        .packages("io.flamingock.internal.change.nowhere")
                                        .source()),
                                WIRING)
                        .problems())
                .extracting(Problem::code)
                // D1, because three of them are called x
                .containsExactly("D13", "D3", "D16", "D1", "D12", "D8");
    }

    @Test
    void no_problem_shows_the_text_of_an_object() {
        assertThat(cases().flatMap(given -> given.problems().stream()))
                .noneMatch(problem -> problem.toString().contains("secret"));
    }
}
