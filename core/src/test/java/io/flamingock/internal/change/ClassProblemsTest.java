package io.flamingock.internal.change;

import static io.flamingock.api.Problem.Severity.WARN;
import static io.flamingock.internal.change.Fixtures.stage;
import static io.flamingock.internal.change.ProblemCase.WIRING;
import static io.flamingock.internal.change.ProblemCase.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.api.Problem;
import io.flamingock.internal.change.BadClasses.*;
import io.flamingock.internal.change.ProblemCase.Draft;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ClassProblemsTest {

    @ParameterizedTest
    @MethodSource("cases")
    void a_problem_has_code_place_cause_and_remedy(ProblemCase expected) {
        expected.check();
    }

    static Stream<ProblemCase> cases() {
        return Stream.concat(classes(), methods());
    }

    private static Stream<ProblemCase> classes() {
        return Stream.of(
                error("D5", "$PrivateConstructor", "package-private", PrivateConstructor.class)
                        .saying("no constructor"),
                error("D5", "$TwoConstructors", "@ChangeUnitConstructor", TwoConstructors.class)
                        .saying("2 constructors", "none of them"),
                error("D5", "$TwoMarkedConstructors", "@ChangeUnitConstructor", TwoMarkedConstructors.class)
                        .saying("2 constructors", "2 of them"),
                error("D9", "$IsAbstract", "a class of its own", IsAbstract.class)
                        .saying("is abstract"),
                error("D9", "$IsEnum", "a class of its own", IsEnum.class).saying("is an enum"),
                error("D9", "$IsInner", "static nested", IsInner.class).saying("needs an object of", "BadClasses"),
                error("D9", "IsLocal", "a class of its own", BadClasses.local()).saying("is a local"),
                error("D9", "$IsNone", "annotate the class itself", IsNone.class)
                        .saying("no @ChangeUnit of its own", "BadChanges$Good does not count"),
                error("D10", "$IsPrivate", "package-private", BadClasses.privateClass())
                        .saying("is private"));
    }

    private static Stream<ProblemCase> methods() {
        return Stream.of(
                error("D6", "$NoExecution", "io.flamingock.api.Execution", NoExecution.class)
                        .saying("no method has @Execution"),
                error("D6", "$ForgottenExecution#execute", "annotate", ForgottenExecution.class)
                        .saying("did you forget it on execute(…)?"),
                error("D6", "$NestedExecution", "annotate", NestedExecution.class)
                        .saying("that of Inside#apply belongs to another class"),
                error(
                                "D12",
                                "$TakesNumber#apply",
                                "where it may be missing, ask for Optional<Integer>",
                                TakesNumber.class)
                        .saying("parameter 1 (int)"),
                error("D6", "$TwoExecutions", "two changes", TwoExecutions.class)
                        .saying("@Execution", "one, two"),
                error("D6", "$TwoRollbacks", "keep it on one", TwoRollbacks.class)
                        .saying("@RollbackExecution", "one, two"),
                error("D6", "#seed", "call execute(…)", stage("main").lambda("seed", change -> change.order("1")))
                        .saying("nothing is executed"),
                error(
                                "D6",
                                "#seed",
                                "once",
                                stage("main")
                                        .lambda(
                                                "seed",
                                                change -> change.order("1")
                                                        .execute(() -> {})
                                                        .execute(() -> {})))
                        .saying("2 times"),
                error("D7", "$PrivateMethod#apply", "package-private", PrivateMethod.class)
                        .saying("@Execution is private"),
                error("D7", "$StaticMethod#apply", "instance method", StaticMethod.class)
                        .saying("@Execution is static"),
                error("D8", "$ReturnsFuture#apply", "return void", ReturnsFuture.class)
                        .saying("CompletableFuture", "before it happened"),
                error("D8", "$UndoesLater#takeBack", "return void", UndoesLater.class)
                        .saying("CompletionStage"),
                error("D8", "$ReturnsPublisher#apply", "return void", ReturnsPublisher.class)
                        .saying("Flow$Publisher"),
                new Draft(
                                "D8",
                                WARN,
                                "$ReturnsNumber#apply",
                                "return void",
                                stage("main").classes(ReturnsNumber.class))
                        .saying("returns int"));
    }

    @Test
    void inherited_methods_do_not_run_and_say_so() {
        for (Class<?> type : List.of(InheritedMethod.class, InterfaceMethod.class)) {
            assertThat(problems(type)).extracting(Problem::code).as("%s", type).containsExactly("D7");
            assertThat(problems(type).get(0).found()).contains("is inherited from", "would not run");
        }
    }

    @Test
    void an_annotation_of_another_package_is_named() {
        assertThat(problems(ForeignExecution.class))
                .filteredOn(problem -> problem.place().endsWith("ForeignExecution#apply"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("D6");
                    assertThat(problem.found()).contains("BadClasses$Foreign$Execution, which is not ours");
                    assertThat(problem.remedy()).isEqualTo("import io.flamingock.api.Execution");
                });
    }

    @Test
    void an_interface_is_no_change() {
        assertThat(problems(IsInterface.class)).extracting(Problem::code).containsExactly("D9");
    }

    @Test
    void a_suspend_function_is_refused() {
        assertThat(problems(Suspends.class)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("D8");
            assertThat(problem.found()).contains("suspend");
            assertThat(problem.remedy()).contains("runBlocking");
        });
    }

    private static List<Problem> problems(Class<?> type) {
        return Changes.find(List.of(stage("main").classes(type).source()), WIRING)
                .problems();
    }
}
