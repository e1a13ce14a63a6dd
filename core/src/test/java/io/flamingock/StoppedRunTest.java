package io.flamingock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.flamingock.api.LeaseNotAcquiredException;
import io.flamingock.api.OutcomeNotRecordedException;
import io.flamingock.api.RefusedException;
import io.flamingock.api.Resolution;
import io.flamingock.api.RunStoppedException;
import io.flamingock.api.State;
import io.flamingock.api.TargetUnreachableException;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.AuditStoreException;
import io.flamingock.memory.InMemoryAuditStore;
import io.flamingock.memory.InMemoryRecords;
import io.flamingock.memory.InMemoryTargetSystem;
import io.flamingock.targets.NonTransactionalTargetSystem;
import io.flamingock.targets.TargetSystem;
import io.flamingock.targets.TransactionalTargetSystem;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that cannot go on and does not wait: what it says, and that it says so at once. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(20)
class StoppedRunTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final InMemoryAuditStore store = InMemoryAuditStore.create();
    private final InMemoryTargetSystem ledger = InMemoryTargetSystem.of("ledger");
    private final AtomicBoolean storeIsDown = new AtomicBoolean();
    private final AtomicBoolean ledgerIsDown = new AtomicBoolean();
    private final List<Throwable> inside = new ArrayList<>();

    private FlamingockBuilder builder() {
        AuditStore faulty = FaultyStore.of(store, this::answer);
        return Flamingock.builder()
                .service("shop")
                .auditStore(faulty)
                .targetSystems(unreachable(ledger, ledgerIsDown))
                .connectTimeout(LONG)
                .waitForLease(LONG)
                .gracePeriod(Duration.ofMillis(200));
    }

    private @Nullable Object answer(FaultyStore.Call call) throws Exception {
        boolean asksTheStore =
                !List.of("log", "transactionDomain", "token", "takenOverFrom").contains(call.method());
        if (storeIsDown.get() && asksTheStore) {
            throw new AuditStoreException("the store is down", null);
        }
        return call.answer();
    }

    private static TargetSystem unreachable(InMemoryTargetSystem target, AtomicBoolean down) {
        return (TargetSystem) Proxy.newProxyInstance(
                StoppedRunTest.class.getClassLoader(),
                new Class<?>[] {TransactionalTargetSystem.class},
                (proxy, method, args) -> {
                    if (down.get() && List.of("settle", "prepareMarkers").contains(method.getName())) {
                        throw new IllegalStateException("connection refused, " + "by many ".repeat(100) + "end them");
                    }
                    return method.invoke(target, args);
                });
    }

    private Flamingock withLedger() {
        return builder()
                .change("a", c -> c.order("1").execute(InMemoryRecords.class, records -> records.put("a", 1)))
                .build();
    }

    /** The effect is there with its marker, and nothing but STARTED is in the log. */
    private void cutOffAfterTheEffect() {
        AuditStore losesOutcomes = FaultyStore.of(store, call -> {
            storeIsDown.compareAndSet(false, call.writes(State.EXECUTED));
            return answer(call);
        });
        assertThat(catchThrowable(() -> Flamingock.builder()
                        .service("shop")
                        .auditStore(losesOutcomes)
                        .targetSystems(ledger)
                        .gracePeriod(Duration.ZERO)
                        .change("a", c -> c.order("1").execute(InMemoryRecords.class, records -> records.put("a", 1)))
                        .run()))
                .isInstanceOf(OutcomeNotRecordedException.class);
        storeIsDown.set(false);
        store.withClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)));
    }

    @Test
    void a_target_that_cannot_be_asked_what_became_of_a_change_is_named_with_what_to_do() {
        cutOffAfterTheEffect();
        ledgerIsDown.set(true);

        Throwable thrown = catchThrowable(() -> withLedger().run());

        assertThat(thrown).isInstanceOfSatisfying(TargetUnreachableException.class, e -> {
            assertThat(e.target()).isEqualTo("ledger");
            assertThat(e.changeId()).isEqualTo("a");
        });
        assertThat(thrown)
                .hasMessageContaining("target system 'ledger' cannot be asked what became of change 'a' (attempt 1)")
                .hasMessageContaining("connection refused")
                .hasMessageContaining("end them\n")
                .hasMessageContaining("it is STARTED as before, and nothing was run")
                .hasMessageContaining("start again");
        assertThat(withLedger().lock())
                .hasValueSatisfying(row -> assertThat(row.isHeld()).isFalse());

        ledgerIsDown.set(false);
        assertThat(withLedger().run().counts().settled()).isEqualTo(1);
    }

    @Test
    void a_target_that_is_down_before_a_change_is_named_and_nothing_of_the_change_is_recorded() {
        ledgerIsDown.set(true);

        assertThat(catchThrowable(() -> withLedger().run()))
                .isInstanceOfSatisfying(
                        TargetUnreachableException.class,
                        e -> assertThat(List.of(e.target(), e.changeId())).containsExactly("ledger", "a"))
                .hasMessageContaining("change 'a' was not started, for its target system 'ledger' cannot be used")
                .hasMessageContaining("connection refused")
                .hasMessageContaining("start again: the next start runs what is pending");
        assertThat(withLedger().history()).isEmpty();
        assertThat(withLedger().lock())
                .hasValueSatisfying(row -> assertThat(row.isHeld()).isFalse());

        ledgerIsDown.set(false);
        assertThat(withLedger().run().counts().executed()).isEqualTo(1);
    }

    @Test
    void an_interrupt_while_a_target_is_asked_what_became_of_a_change_is_heard_at_once() {
        cutOffAfterTheEffect();
        ledgerIsDown.set(true);
        Flamingock patient = builder()
                .gracePeriod(LONG)
                .change("a", c -> c.order("1").execute(InMemoryRecords.class, records -> {}))
                .build();
        Thread.currentThread().interrupt();

        Throwable thrown = catchThrowable(patient::run);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown)
                .isInstanceOf(RunStoppedException.class)
                .hasMessageContaining("target system 'ledger' did not answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "plan", "baseline"})
    void an_interrupt_while_the_store_is_down_is_heard_at_once(String call) {
        storeIsDown.set(true);
        Consumer<Flamingock> calls = shop -> {
            switch (call) {
                case "run" -> shop.run();
                case "plan" -> shop.plan();
                default -> shop.baseline("a", "ann", "it is there");
            }
        };
        Flamingock shop = withLedger();
        Thread.currentThread().interrupt();

        Throwable thrown = catchThrowable(() -> calls.accept(shop));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown)
                .isInstanceOf(RunStoppedException.class)
                .hasMessageContaining("before anything was started: its thread was interrupted")
                .hasRootCauseMessage("the store is down");
    }

    @Test
    void a_store_that_goes_down_after_the_lease_was_acquired_does_not_keep_an_interrupt_waiting() {
        AuditStore goesDown = FaultyStore.of(store, call -> {
            if (call.method().equals("create")) {
                storeIsDown.set(true);
                Thread.currentThread().interrupt();
            }
            return answer(call);
        });

        Throwable thrown = catchThrowable(() -> Flamingock.builder()
                .service("shop")
                .auditStore(goesDown)
                .targetSystems(ledger)
                .gracePeriod(LONG)
                .change("a", c -> c.order("1").execute(InMemoryRecords.class, records -> {}))
                .run());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown).isInstanceOf(RunStoppedException.class);
    }

    @Test
    void a_run_inside_a_change_is_refused_at_once_and_names_the_change() {
        FlamingockBuilder outer = Flamingock.builder()
                .service("shop")
                .auditStore(store)
                .targetSystems(NonTransactionalTargetSystem.of("plain"))
                .waitForLease(LONG);
        Flamingock inner = Flamingock.builder()
                .service("shop")
                .auditStore(store)
                .targetSystems(NonTransactionalTargetSystem.of("plain"))
                .waitForLease(LONG)
                .change("inner", c -> c.order("2").execute(() -> {}))
                .build();

        outer.change(
                        "outer",
                        c -> c.order("1").execute(() -> {
                            inside.add(catchThrowable(inner::run));
                            inside.add(catchThrowable(
                                    () -> inner.resolve("outer", 1, Resolution.EXECUTED, "ann", "why not")));
                        }))
                .run();

        assertThat(inside.get(0))
                .isInstanceOf(LeaseNotAcquiredException.class)
                .hasMessageContaining("[X43]")
                .hasMessageContaining("by change 'outer'")
                .hasMessageContaining("it would wait for itself");
        assertThat(inside.get(1)).isInstanceOf(RefusedException.class).hasMessageContaining("while a run is active");
        assertThat(inner.run().counts().executed()).isEqualTo(1);
    }

    @Test
    void a_run_inside_a_change_of_another_service_is_none_of_its_business() {
        Flamingock other = Flamingock.builder()
                .service("other")
                .auditStore(store)
                .targetSystems(NonTransactionalTargetSystem.of("plain"))
                .change("inner", c -> c.order("1").execute(() -> {}))
                .build();

        Flamingock.builder()
                .service("shop")
                .auditStore(store)
                .targetSystems(NonTransactionalTargetSystem.of("plain"))
                .change("outer", c -> c.order("1").execute(() -> inside.add(catchThrowable(other::run))))
                .run();

        assertThat(inside).containsOnlyNulls();
    }
}
