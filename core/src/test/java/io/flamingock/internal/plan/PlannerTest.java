package io.flamingock.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.api.Change;
import io.flamingock.api.Decision;
import io.flamingock.api.ExecutionPlan;
import io.flamingock.api.Issue;
import io.flamingock.api.Mode;
import io.flamingock.api.Operation;
import io.flamingock.api.Policy;
import io.flamingock.api.Problem;
import io.flamingock.api.Problem.Severity;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Content;
import io.flamingock.audit.AuditEntry.Event;
import io.flamingock.audit.AuditEntry.Kind;
import io.flamingock.audit.AuditEntry.Subject;
import io.flamingock.audit.AuditEntry.Written;
import io.flamingock.audit.Runner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PlannerTest {

    private final History history = new History();
    private String application = "shop";

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class The_table_of_protocol_5 {

        @ParameterizedTest
        @CsvSource({
            // state, operation, mode, manual intervention, always retry
            "ROLLED_BACK,        APPLY, SHARED, Run,    Run",
            "ROLLED_BACK,        APPLY, NONE,   Run,    Run",
            "ROLLED_BACK,        UNDO,  NONE,   Run,    Run",
            "MARKED_ROLLED_BACK, APPLY, MARKED, Run,    Run",
            "EXECUTED,           APPLY, SHARED, Skip,   Skip",
            "EXECUTED,           UNDO,  SHARED, Skip,   Skip",
            "MARKED_EXECUTED,    APPLY, NONE,   Skip,   Skip",
            "IMPORTED,           APPLY, NONE,   Skip,   Skip",
            "STARTED,            APPLY, SHARED, Stop,   Run",
            "STARTED,            APPLY, MARKED, Settle, Settle",
            "STARTED,            APPLY, NONE,   Stop,   Run",
            "STARTED,            UNDO,  SHARED, Stop,   Stop",
            "STARTED,            UNDO,  MARKED, Settle, Settle",
            "STARTED,            UNDO,  NONE,   Stop,   Stop",
            "FAILED,             APPLY, SHARED, Stop,   Run",
            "FAILED,             APPLY, MARKED, Stop,   Run",
            "FAILED,             APPLY, NONE,   Stop,   Run",
            "ROLLBACK_FAILED,    APPLY, NONE,   Stop,   Run",
            "ROLLBACK_FAILED,    UNDO,  NONE,   Stop,   Stop",
        })
        void decides(State state, Operation operation, Mode mode, String manual, String retry) {
            entry("a", operation, state, mode, 1, Map.of());

            assertThat(decision(change("a", RecoveryStrategy.MANUAL_INTERVENTION)))
                    .isEqualTo(manual);
            assertThat(decision(change("a", RecoveryStrategy.ALWAYS_RETRY))).isEqualTo(retry);
        }

        @Test
        void runs_what_has_no_entry() {
            assertThat(decision(change("a", RecoveryStrategy.MANUAL_INTERVENTION)))
                    .isEqualTo("Run");
        }

        @Test
        void passes_over_late_entries_but_counts_their_attempts() {
            entry("a", Operation.APPLY, State.ROLLED_BACK, Mode.NONE, 1, Map.of());
            entry("a", Operation.APPLY, State.LATE, Mode.NONE, 4, Map.of("outcome", "EXECUTED"));

            assertThat(plan(change("a")).decisions())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Decision.Run.class, run -> assertThat(run.attempt()).isEqualTo(5));
        }

        @Test
        void stops_at_the_marker_of_another_log_under_both_strategies() {
            entry("a", Operation.APPLY, State.FAILED, Mode.MARKED, 1, Map.of("settled", "FOREIGN"));

            assertThat(decision(change("a", RecoveryStrategy.ALWAYS_RETRY))).isEqualTo("Stop");
        }

        @Test
        void cannot_settle_without_the_target_and_says_so() {
            entry("a", Operation.APPLY, State.STARTED, Mode.MARKED, 1, Map.of());

            ExecutionPlan plan = planner(Set.of(), change("a")).plan(history);

            assertThat(plan.issues()).singleElement().satisfies(issue -> {
                assertThat(issue.resolvable()).isFalse();
                assertThat(issue.describe()).contains("only its marker").doesNotContain("resolve(");
            });
        }
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class An_unfinished_change_that_the_code_does_not_know {

        @Test
        void only_warns_while_nothing_else_is_pending() {
            entry("a", Operation.APPLY, State.EXECUTED, Mode.NONE, 1, Map.of());
            entry("gone", Operation.APPLY, State.FAILED, Mode.NONE, 1, Map.of());

            ExecutionPlan plan = plan(change("a"));

            assertThat(plan.isEmpty()).isTrue();
            assertThat(plan.problems(Severity.WARN)).extracting(Problem::code).containsExactly("H19");
        }

        @Test
        void is_an_issue_when_something_is_pending() {
            entry("gone", Operation.APPLY, State.FAILED, Mode.NONE, 1, Map.of());

            assertThat(plan(change("a")).issues()).extracting(Issue::changeId).containsExactly("gone");
        }
    }

    @Nested
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class What_does_not_fit {

        @Test
        void a_new_change_before_an_applied_one_fails_unless_allowed() {
            entry("b", Operation.APPLY, State.EXECUTED, Mode.NONE, 1, Map.of());

            assertThat(codes(plan(change("a"), change("b")), Severity.ERROR)).containsExactly("H22");
        }

        @Test
        void a_change_that_was_undone_is_not_out_of_order() {
            entry("a", Operation.APPLY, State.EXECUTED, Mode.NONE, 1, Map.of());
            entry("b", Operation.APPLY, State.EXECUTED, Mode.NONE, 1, Map.of());
            entry("a", Operation.UNDO, State.ROLLED_BACK, Mode.NONE, 2, Map.of());

            ExecutionPlan plan = plan(change("a"), change("b"));

            assertThat(plan.problems()).isEmpty();
            assertThat(plan.pending()).hasSize(1);
        }

        @Test
        void an_applied_change_that_is_gone_warns_and_one_of_a_newer_version_informs() {
            entry("a", Operation.APPLY, State.EXECUTED, Mode.NONE, 1, Map.of());
            entry("b", Operation.APPLY, State.EXECUTED, Mode.NONE, 1, Map.of());
            entry("c", Operation.APPLY, State.EXECUTED, Mode.NONE, 1, Map.of());

            ExecutionPlan plan = plan(change("b"));

            assertThat(codes(plan, Severity.WARN)).containsExactly("H19");
            assertThat(codes(plan, Severity.INFO)).containsExactly("H23");
            assertThat(plan.isEmpty()).isTrue();
        }

        @Test
        void a_changed_declaration_warns() {
            entry("a", Operation.APPLY, State.EXECUTED, Mode.NONE, 1, Map.of());

            ExecutionPlan plan = plan(change("a", RecoveryStrategy.MANUAL_INTERVENTION, "other", "C#a"));

            assertThat(codes(plan, Severity.WARN)).containsExactly("H20");
        }

        @Test
        void a_renamed_change_fails() {
            entry("old", Operation.APPLY, State.EXECUTED, Mode.NONE, 1, Map.of());

            ExecutionPlan plan = plan(change("zzz", RecoveryStrategy.MANUAL_INTERVENTION, "sum", "C#old"));

            assertThat(plan.problems(Severity.ERROR)).singleElement().satisfies(problem -> {
                assertThat(problem.code()).isEqualTo("H21");
                assertThat(problem.found()).contains("renamed?");
            });
        }

        @Test
        void the_log_of_another_application_fails() {
            application = "warehouse";
            entry("x", Operation.APPLY, State.EXECUTED, Mode.NONE, 1, Map.of());
            application = "shop";

            assertThat(codes(plan(change("a")), Severity.ERROR)).containsExactly("FOREIGN_LOG");
        }

        @Test
        void the_same_id_of_another_application_is_never_skipped_silently() {
            application = "warehouse";
            entry("a", Operation.APPLY, State.EXECUTED, Mode.NONE, 1, Map.of());
            application = "shop";

            ExecutionPlan plan = plan(change("a", RecoveryStrategy.MANUAL_INTERVENTION, "sum", "Other#a"));

            assertThat(codes(plan, Severity.ERROR)).containsExactly("FOREIGN_LOG");
        }
    }

    private static List<String> codes(ExecutionPlan plan, Severity severity) {
        return plan.problems(severity).stream().map(Problem::code).toList();
    }

    private String decision(Change change) {
        return plan(change).decisions().get(0).getClass().getSimpleName();
    }

    private ExecutionPlan plan(Change... changes) {
        return planner(Set.of("db"), changes).plan(history);
    }

    private Planner planner(Set<String> settling, Change... changes) {
        Policies policies = new Policies(Policy.FAIL, Policy.WARN, Policy.WARN);
        return new Planner("orders", application, List.of(changes), List.of(), settling, policies);
    }

    private static Change change(String id) {
        return change(id, RecoveryStrategy.MANUAL_INTERVENTION);
    }

    private static Change change(String id, RecoveryStrategy recovery) {
        return change(id, recovery, "sum", "C#" + id);
    }

    private static Change change(String id, RecoveryStrategy recovery, String checksum, String source) {
        Change.Details details = new Change.Details("", "", source, null, null, List.of());
        return new Change(id, "default", id, "db", Mode.NONE, recovery, checksum, details);
    }

    private void entry(
            String id, Operation operation, State state, Mode mode, int attempt, Map<String, String> metadata) {
        Subject subject = new Subject(
                "default", id, id, "", "", "C#" + id, "db", mode, RecoveryStrategy.MANUAL_INTERVENTION, attempt);
        Runner runner = new Runner(application, "", "host", 1, "user");
        @Nullable String checksum = "sum";
        history.add(AuditEntry.after(
                history.head(),
                "orders",
                new Content(
                        new Event(Kind.CHANGE, operation, state, "run", checksum),
                        subject,
                        new Written(Instant.EPOCH, null, runner),
                        null,
                        null,
                        metadata)));
    }
}
