package io.flamingock.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.api.ChangeFailedException;
import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.InvalidChangesException;
import io.flamingock.api.RollbackExecution;
import io.flamingock.api.TargetSystem;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ChangeTrialTest {

    static final class Topics {
        final List<String> names = new ArrayList<>();
        boolean broken;

        void create(String name) {
            names.add(name);
            if (broken) {
                throw new IllegalStateException("no leader");
            }
        }
    }

    @TargetSystem("events")
    @ChangeUnit(id = "orders-topic", order = "1")
    static final class CreateOrdersTopic {
        @Execution
        void execute(Topics topics) {
            topics.create("orders");
        }

        @RollbackExecution
        void rollback(Topics topics) {
            topics.names.remove("orders");
        }
    }

    private final Topics topics = new Topics();

    @Test
    void applies_and_undoes_one_change_against_a_fake() {
        ChangeTrial trial = ChangeTrial.of(CreateOrdersTopic.class, topics);

        trial.apply();
        assertThat(topics.names).containsExactly("orders");

        trial.undo();
        assertThat(topics.names).isEmpty();
    }

    @Test
    void shows_what_the_change_threw_and_runs_its_rollback() {
        topics.broken = true;

        assertThatThrownBy(() ->
                        ChangeTrial.ofInstance(new CreateOrdersTopic(), topics).apply())
                .isInstanceOf(ChangeFailedException.class)
                .hasRootCauseMessage("no leader");
        assertThat(topics.names).isEmpty();
    }

    @Test
    void says_that_undo_comes_after_apply() {
        ChangeTrial trial = ChangeTrial.of(CreateOrdersTopic.class, topics);

        assertThatThrownBy(trial::undo)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("change 'orders-topic' is not applied: call apply() before undo()");
    }

    @ChangeUnit(id = "orders-table", order = "1")
    static final class CreateOrdersTable {
        @Execution
        void execute(Connection connection) {}
    }

    @Test
    void says_where_a_connection_comes_from() {
        assertThatThrownBy(() -> ChangeTrial.of(CreateOrdersTable.class))
                .isInstanceOf(InvalidChangesException.class)
                .hasMessageContaining("SqlTargetSystem")
                .hasMessageContaining("embedded database");
    }

    @Test
    void says_what_is_not_given() {
        assertThatThrownBy(() -> ChangeTrial.of(CreateOrdersTopic.class))
                .isInstanceOf(InvalidChangesException.class)
                .hasMessageContaining("Topics");
    }
}
