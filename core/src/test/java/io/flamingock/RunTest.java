package io.flamingock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.api.ChangeFailedException;
import io.flamingock.api.ExecutionPlan;
import io.flamingock.api.FlamingockException;
import io.flamingock.api.Mode;
import io.flamingock.api.OpenIssuesException;
import io.flamingock.api.Problem;
import io.flamingock.api.Resolution;
import io.flamingock.api.RunReport;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.memory.InMemoryAuditStore;
import io.flamingock.memory.InMemoryRecords;
import io.flamingock.memory.InMemoryTargetSystem;
import io.flamingock.targets.NonTransactionalTargetSystem;
import io.flamingock.targets.TargetSystem;
import io.flamingock.targets.TransactionalTargetSystem;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RunTest {

    private final InMemoryAuditStore store = InMemoryAuditStore.create();
    private final InMemoryTargetSystem shared = InMemoryTargetSystem.on("shared", store);
    private final InMemoryTargetSystem marked = InMemoryTargetSystem.of("marked");
    private final List<String> effects = new ArrayList<>();
    private boolean fails;

    private FlamingockBuilder builder() {
        return Flamingock.builder()
                .service("shop")
                .auditStore(store)
                .targetSystems(shared, marked, NonTransactionalTargetSystem.of("plain", effects));
    }

    private FlamingockBuilder threeModes() {
        return builder()
                .change("a", c -> c.order("1").target("shared").execute(InMemoryRecords.class, r -> r.put("a", 1)))
                .change("b", c -> c.order("2").target("marked").execute(InMemoryRecords.class, r -> r.put("b", 1)))
                .change("c", c -> c.order("3").target("plain").execute(List.class, this::add));
    }

    private void add(List<?> list) {
        if (fails) {
            throw new IllegalStateException("the service says 500");
        }
        effects.add("c");
    }

    @Test
    void runs_each_mode_once_and_closes_the_log() {
        RunReport report = threeModes().run();

        assertThat(report.counts().executed()).isEqualTo(3);
        assertThat(states())
                .containsExactly(
                        "a STARTED", "a EXECUTED", "b STARTED", "b EXECUTED", "c STARTED", "c EXECUTED", "COMPLETED");
        assertThat(report.outcomes())
                .extracting(o -> o.change().mode())
                .containsExactly(Mode.SHARED, Mode.MARKED, Mode.NONE);
        assertThat(effects).containsExactly("c");
        assertThat(threeModes().run().isNothingToDo()).isTrue();
        assertThat(states()).hasSize(7);
        assertThat(threeModes().build().verify().isValid()).isTrue();
    }

    @Test
    void a_failed_change_without_transaction_is_an_issue_until_it_is_resolved() {
        fails = true;
        assertThatThrownBy(() -> threeModes().run())
                .isInstanceOf(ChangeFailedException.class)
                .hasMessageContaining("the service says 500")
                .hasMessageContaining("flamingock.resolve(\"c\", 6, Resolution.ROLLED_BACK");
        fails = false;
        assertThatThrownBy(() -> threeModes().run()).isInstanceOf(OpenIssuesException.class);

        threeModes().build().resolve("c", 6, Resolution.ROLLED_BACK, "ann", "nothing arrived");

        assertThat(threeModes().run().counts().executed()).isEqualTo(1);
        assertThat(effects).containsExactly("c");
    }

    @Test
    void a_failed_shared_change_leaves_nothing_and_runs_again() {
        FlamingockBuilder failing = builder()
                .change(
                        "a",
                        c -> c.order("1").target("shared").execute(InMemoryRecords.class, r -> {
                            r.put("a", 1);
                            throw new IllegalStateException("no");
                        }));
        assertThatThrownBy(failing::run)
                .isInstanceOf(ChangeFailedException.class)
                .hasMessageContaining("ROLLED_BACK");
        assertThat(shared.records().get("a")).isEmpty();
        assertThat(builder()
                        .change(
                                "a",
                                c -> c.order("1").target("shared").execute(InMemoryRecords.class, r -> r.put("a", 1)))
                        .run()
                        .counts()
                        .executed())
                .isEqualTo(1);
    }

    @Test
    void the_plan_notes_where_a_target_commits_by_itself() {
        assertThat(planOn(Optional.of("DDL commits on Somewhere")).problems(Problem.Severity.INFO))
                .singleElement()
                .satisfies(note -> assertThat(note)
                        .asString()
                        .startsWith("[X44] target system 'marked': DDL commits on Somewhere, ")
                        .contains("In a transaction there: 'b'"));
    }

    @Test
    void a_target_that_cannot_be_asked_whether_it_commits_by_itself_leaves_a_plan_without_a_note() {
        ExecutionPlan plan = planOn(new FlamingockException("connection refused", null));

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.decisions()).hasSize(1);
    }

    /** Of a change on a target that answers, or throws, when it is asked for its implicit commits. */
    private ExecutionPlan planOn(Object answer) {
        TargetSystem target = (TargetSystem) Proxy.newProxyInstance(
                RunTest.class.getClassLoader(),
                new Class<?>[] {TransactionalTargetSystem.class},
                (proxy, method, args) -> {
                    if (!method.getName().equals("implicitCommits")) {
                        return method.invoke(marked, args);
                    }
                    if (answer instanceof FlamingockException thrown) {
                        throw thrown;
                    }
                    return answer;
                });
        return Flamingock.builder()
                .service("shop")
                .auditStore(store)
                .targetSystems(target)
                .change("b", c -> c.order("2").execute(InMemoryRecords.class, r -> r.put("b", 1)))
                .build()
                .plan();
    }

    private List<String> states() {
        return store.entries("shop").stream().map(RunTest::text).toList();
    }

    private static String text(AuditEntry entry) {
        State state = entry.event().state();
        return entry.subject() == null ? state.name() : entry.subject().changeId() + " " + state;
    }
}
