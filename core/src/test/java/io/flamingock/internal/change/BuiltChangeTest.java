package io.flamingock.internal.change;

import static io.flamingock.internal.change.Fixtures.context;
import static io.flamingock.internal.change.Fixtures.only;
import static io.flamingock.internal.change.Fixtures.stage;
import static io.flamingock.internal.change.Fixtures.wiring;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.Operation;
import io.flamingock.api.RollbackExecution;
import io.flamingock.memory.InMemoryRecords;
import io.flamingock.memory.InMemoryTargetSystem;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BuiltChangeTest {

    private final InMemoryTargetSystem target = InMemoryTargetSystem.of("db");

    @ChangeUnit(id = "x", order = "1")
    static class Throws {
        @Execution
        void apply() throws IOException {
            throw new IOException("disk is full");
        }
    }

    @Test
    void what_a_body_throws_comes_out_as_it_is_through_two_frames_of_ours() throws Throwable {
        for (StageSource source : List.of(
                stage("main").classes(Throws.class).source(),
                stage("main")
                        .lambda(
                                "x",
                                change -> change.order("1").execute(() -> {
                                    throw new IOException("disk is full");
                                }))
                        .source())) {
            BuiltChange built =
                    only(Changes.find(List.of(source), wiring(target))).build();

            assertThatThrownBy(() -> built.execute(Operation.APPLY, null, context(Operation.APPLY)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("disk is full")
                    .satisfies(thrown -> assertThat(Arrays.stream(thrown.getStackTrace())
                                    .filter(frame -> frame.getClassName().startsWith("io.flamingock.internal.change."))
                                    .filter(frame -> !frame.getClassName()
                                            .startsWith(getClass().getName())))
                            .hasSizeLessThanOrEqualTo(2));
        }
    }

    @ChangeUnit(id = "x", order = "1")
    static class ThrowsWhenConstructed {
        ThrowsWhenConstructed() throws IOException {
            throw new IOException("no constructor");
        }

        @Execution
        void apply() {}
    }

    @ChangeUnit(id = "x", order = "1")
    static class ThrowsWhenInitialised {
        static final int NUMBER = Integer.parseInt("no number");

        @Execution
        void apply() {}
    }

    @Test
    void what_a_constructor_or_static_initialiser_throws_comes_out_of_build() {
        assertThatThrownBy(() -> find(ThrowsWhenConstructed.class).build())
                .isInstanceOf(IOException.class)
                .hasMessage("no constructor");
        assertThatThrownBy(() -> find(ThrowsWhenInitialised.class).build()).isInstanceOf(NumberFormatException.class);
    }

    @ChangeUnit(id = "x", order = "1")
    static final class KotlinObject {
        public static final KotlinObject INSTANCE = new KotlinObject();
        static int applied;

        private KotlinObject() {}

        @Execution
        void apply() {
            if (this == INSTANCE) {
                applied++;
            }
        }
    }

    @ChangeUnit(id = "x", order = "1")
    record AsRecord(String text) {
        @Execution
        void apply(InMemoryRecords records) {
            records.put("text", text);
        }
    }

    @Test
    void a_Kotlin_object_is_used_as_its_instance() throws Throwable {
        find(KotlinObject.class).build().execute(Operation.APPLY, null, context(Operation.APPLY));
        assertThat(KotlinObject.applied).isEqualTo(1);
    }

    @Test
    void an_instance_of_the_users_is_used_as_it_is_a_record_too() throws Throwable {
        var change = only(Changes.find(
                List.of(stage("main").instances(new AsRecord("given")).source()), wiring(target)));
        try (var transaction = target.begin()) {
            change.build().execute(Operation.APPLY, transaction, context(Operation.APPLY));
            transaction.commit();
        }
        assertThat(target.records().get("text")).contains("given");
    }

    @ChangeUnit(id = "x", order = "1")
    static class TakesRecords {
        @Execution
        void apply(InMemoryRecords records) {
            records.put("state", "applied");
        }

        @RollbackExecution
        void takeBack(InMemoryRecords records) {
            records.remove("state");
        }
    }

    @Test
    void both_operations_run_in_the_transaction_they_are_given() throws Throwable {
        BuiltChange built = find(TakesRecords.class).build();
        try (var transaction = target.begin()) {
            built.execute(Operation.APPLY, transaction, context(Operation.APPLY));
            transaction.rollback();
        }
        assertThat(target.records().get("state")).isEmpty();

        target.records().put("state", "applied");
        try (var transaction = target.begin()) {
            built.execute(Operation.UNDO, transaction, context(Operation.UNDO));
            transaction.commit();
        }
        assertThat(target.records().get("state")).isEmpty();
    }

    @Test
    void nothing_runs_without_its_transaction_or_its_rollback() throws Throwable {
        BuiltChange bound = find(TakesRecords.class).build();
        assertThatThrownBy(() -> bound.execute(Operation.APPLY, null, context(Operation.APPLY)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("change 'x' is bound, and there is no transaction");
        BuiltChange withoutRollback = find(Throws.class).build();
        assertThatThrownBy(() -> withoutRollback.execute(Operation.UNDO, null, context(Operation.UNDO)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("change 'x' has no @RollbackExecution");
    }

    /** Stands for a connection: to be closed after the body. */
    private static final class Session implements AutoCloseable {
        static int closed;
        private final InMemoryRecords records;

        Session(InMemoryRecords records) {
            this.records = records;
        }

        @Override
        public void close() {
            closed++;
            if (records.get("open").isPresent()) {
                throw new IllegalStateException("a transaction was left open");
            }
        }
    }

    @Test
    void outside_a_transaction_bound_objects_commit_by_themselves_and_are_closed_after_the_body() throws Throwable {
        var sessions = target.binding(Session.class, Session::new);
        var source = stage("main")
                .lambda(
                        "x",
                        change -> change.order("1")
                                .transactional(false)
                                .execute(Session.class, Session.class, (a, b) -> {
                                    assertThat(a).isSameAs(b);
                                    a.records.put("state", "applied");
                                    assertThat(target.records().get("state")).contains("applied");
                                    assertThat(Session.closed).isZero();
                                })
                                .rollback(Session.class, session -> session.records.put("open", true)))
                .source();
        BuiltChange built =
                only(Changes.find(List.of(source), wiring(sessions))).build();

        Session.closed = 0;
        built.execute(Operation.APPLY, null, context(Operation.APPLY));
        assertThat(Session.closed).isEqualTo(1);

        assertThatThrownBy(() -> built.execute(Operation.UNDO, null, context(Operation.UNDO)))
                .as("a close that throws fails the attempt")
                .hasMessage("a transaction was left open");
    }

    @Test
    void a_change_whose_target_has_no_transactions_after_all_runs_without_one() throws Throwable {
        find(TakesRecords.class)
                .withoutTransaction("a standalone server")
                .build()
                .execute(Operation.APPLY, null, context(Operation.APPLY));
        assertThat(target.records().get("state")).contains("applied");
    }

    private WiredChange find(Class<?> type) {
        return only(Changes.find(List.of(stage("main").classes(type).source()), wiring(target)));
    }
}
