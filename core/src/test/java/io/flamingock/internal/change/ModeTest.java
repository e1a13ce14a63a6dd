package io.flamingock.internal.change;

import static io.flamingock.internal.change.Fixtures.only;
import static io.flamingock.internal.change.Fixtures.stage;
import static io.flamingock.internal.change.Fixtures.storeDomain;
import static io.flamingock.internal.change.Fixtures.wiring;
import static io.flamingock.internal.change.Fixtures.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.api.ChangeContext;
import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.Mode;
import io.flamingock.api.Operation;
import io.flamingock.api.RollbackExecution;
import io.flamingock.internal.change.BadChanges.PriceRepository;
import io.flamingock.memory.InMemoryAuditStore;
import io.flamingock.memory.InMemoryRecords;
import io.flamingock.memory.InMemoryTargetSystem;
import io.flamingock.targets.NonTransactionalTargetSystem;
import io.flamingock.targets.Offered;
import io.flamingock.targets.TypeRef;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ModeTest {

    private static final String NO_ROLLBACK = "no @RollbackExecution: what a failed attempt leaves behind stays there";

    private final InMemoryAuditStore store = InMemoryAuditStore.create();
    private final InMemoryTargetSystem target = InMemoryTargetSystem.on("db", store);

    record Rate(String currency, BigDecimal rate, List<Rate> history) {}

    record Client(PriceRepository repository) {}

    @ChangeUnit(id = "plain", order = "1")
    static class BoundAndPlain {
        BoundAndPlain(UUID id, int size) {}

        @Execution
        void apply(
                InMemoryRecords records,
                ChangeContext context,
                Map<String, List<Rate>> rates,
                TimeUnit unit,
                URI uri,
                LocalDate[] dates) {}
    }

    @Test
    void bound_objects_and_plain_values_are_SHARED_in_the_database_of_the_store_and_MARKED_elsewhere() {
        var values = with(
                wiring(target),
                UUID.randomUUID(),
                7,
                Offered.of(new TypeRef<Map<String, List<Rate>>>() {}, Map.of()),
                TimeUnit.DAYS,
                URI.create("urn:x"),
                (Object) new LocalDate[0]);
        var source = stage("main").classes(BoundAndPlain.class).source();

        var shared = only(Changes.find(List.of(source), storeDomain(values, store.transactionDomain())));
        assertThat(shared.change().mode()).isEqualTo(Mode.SHARED);
        assertThat(shared.change().details().notes()).isEmpty();
        assertThat(shared.change().details().undoMode()).isNull();
        assertThat(shared.isBound(Operation.APPLY)).isTrue();
        assertThat(shared.isBound(Operation.UNDO)).isFalse();

        var marked = only(Changes.find(List.of(source), storeDomain(values, new Object())));
        assertThat(marked.change().mode()).isEqualTo(Mode.MARKED);
    }

    @ChangeUnit(id = "both", order = "1")
    static class BoundAndUnbound {
        @Execution
        void apply(InMemoryRecords records, PriceRepository prices) {}

        @RollbackExecution
        void takeBack(InMemoryRecords records) {}
    }

    @Test
    void an_unbound_object_besides_makes_it_NONE_and_stays_in_the_transaction() {
        var change = only(find(BoundAndUnbound.class, new PriceRepository()));

        assertThat(change.change().mode()).isEqualTo(Mode.NONE);
        assertThat(change.isBound(Operation.APPLY)).isTrue();
        assertThat(change.change().details().notes())
                .containsExactly("`PriceRepository` may write outside the transaction of apply");
        assertThat(change.change().details().undoMode())
                .as("the rollback gets bound objects only")
                .isEqualTo(Mode.SHARED);
        assertThat(change.isBound(Operation.UNDO)).isTrue();
    }

    @ChangeUnit(id = "constructed", order = "1")
    static class UnboundInConstructor {
        UnboundInConstructor(Client client) {}

        @Execution
        void apply(InMemoryRecords records) {}
    }

    @Test
    void what_the_constructor_gets_counts_too() {
        var change = only(find(UnboundInConstructor.class, new Client(new PriceRepository())));

        assertThat(change.change().mode()).isEqualTo(Mode.NONE);
        assertThat(change.isBound(Operation.APPLY)).isTrue();
        assertThat(change.change().details().notes())
                .containsExactly("`Client` may write outside the transaction of apply", NO_ROLLBACK);
    }

    @ChangeUnit(id = "optional", order = "1")
    static class OptionalUnbound {
        @Execution
        void apply(InMemoryRecords records, Optional<PriceRepository> prices) {}
    }

    @Test
    void what_is_missing_cannot_write() {
        assertThat(only(find(OptionalUnbound.class)).change().mode()).isEqualTo(Mode.SHARED);
        assertThat(only(find(OptionalUnbound.class, new PriceRepository()))
                        .change()
                        .mode())
                .isEqualTo(Mode.NONE);
    }

    @ChangeUnit(id = "nothing", order = "1")
    static class NothingBound {
        @Execution
        void apply(PriceRepository prices) {}
    }

    @Test
    void without_a_bound_object_it_is_NONE_whatever_the_target_could_do() {
        var change = only(find(NothingBound.class, new PriceRepository()));

        assertThat(change.change().mode()).isEqualTo(Mode.NONE);
        assertThat(change.isBound(Operation.APPLY)).isFalse();
        assertThat(change.change().details().notes())
                .containsExactly(
                        "apply gets nothing that is bound to a transaction of 'db' (it could ask for `InMemoryRecords`)",
                        "`PriceRepository` may write outside the transaction of apply",
                        NO_ROLLBACK);
    }

    @Test
    void a_target_without_transactions_is_NONE() {
        var events = NonTransactionalTargetSystem.of("events", new PriceRepository());
        var change = only(
                Changes.find(List.of(stage("main").classes(NothingBound.class).source()), wiring(events)));

        assertThat(change.change().mode()).isEqualTo(Mode.NONE);
        assertThat(change.change().details().notes()).containsExactly(NO_ROLLBACK);
    }

    @ChangeUnit(id = "outside", order = "1", transactional = false)
    static class NotTransactional {
        @Execution
        void apply(InMemoryRecords records) {}

        @RollbackExecution
        void takeBack(InMemoryRecords records) {}
    }

    @Test
    void transactional_false_is_NONE_and_not_bound() {
        var change = only(find(NotTransactional.class));

        assertThat(change.change().mode()).isEqualTo(Mode.NONE);
        assertThat(change.change().details().undoMode()).isEqualTo(Mode.NONE);
        assertThat(change.isBound(Operation.APPLY)).isFalse();
        assertThat(change.isBound(Operation.UNDO)).isFalse();
        assertThat(change.change().details().notes())
                .containsExactly(
                        "transactional = false: what apply does through `InMemoryRecords` takes effect at once,"
                                + " statement by statement",
                        "transactional = false: what takeBack does through `InMemoryRecords` takes effect at once,"
                                + " statement by statement");
    }

    @Test
    void the_types_of_a_lambda_decide() {
        var source = stage("main")
                .lambda("a", change -> change.order("1").execute(InMemoryRecords.class, records -> {}))
                .lambda("b", change -> change.order("2").execute(PriceRepository.class, prices -> {}))
                .source();
        var changes = Changes.find(
                List.of(source), storeDomain(with(wiring(target), new PriceRepository()), store.transactionDomain()));

        assertThat(changes.problems()).isEmpty();
        assertThat(changes.changes())
                .extracting(change -> change.change().mode())
                .containsExactly(Mode.SHARED, Mode.NONE);
    }

    @Test
    void the_runner_may_lower_the_mode_and_keep_or_leave_the_transaction() {
        var shared = only(find(BoundAndUnbound.class, new PriceRepository()));

        var lowered = shared.inMode(Mode.NONE, "no markers");
        assertThat(lowered.change().details().undoMode()).isEqualTo(Mode.NONE);
        assertThat(lowered.change().details().notes()).endsWith("no markers");
        assertThat(lowered.isBound(Operation.UNDO)).isTrue();

        var without = shared.withoutTransaction("a standalone server");
        assertThat(without.change().mode()).isEqualTo(Mode.NONE);
        assertThat(without.isBound(Operation.APPLY)).isFalse();
        assertThat(without.isBound(Operation.UNDO)).isFalse();
    }

    private WiredChanges find(Class<?> type, Object... dependencies) {
        return Changes.find(
                List.of(stage("main").classes(type).source()),
                storeDomain(with(wiring(target), dependencies), store.transactionDomain()));
    }
}
