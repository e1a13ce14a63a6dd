package io.flamingock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import io.flamingock.api.Change;
import io.flamingock.api.ChangeDefinition.Body;
import io.flamingock.api.ChangeFailedException;
import io.flamingock.api.ExecutionPlan;
import io.flamingock.api.InvalidChangesException;
import io.flamingock.api.LeaseLostException;
import io.flamingock.api.LeaseNotAcquiredException;
import io.flamingock.api.Outcome;
import io.flamingock.api.RunFailedException;
import io.flamingock.api.RunListener;
import io.flamingock.api.RunReport;
import io.flamingock.api.RunStoppedException;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.Holder;
import io.flamingock.audit.Lease;
import io.flamingock.audit.Runner;
import io.flamingock.memory.InMemoryAuditStore;
import io.flamingock.memory.InMemoryRecords;
import io.flamingock.memory.InMemoryTargetSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a run does beside running changes: waiting, stopping, telling, and what it does with whatever a body throws. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(20)
class RunLifecycleTest {

    private final InMemoryAuditStore store = InMemoryAuditStore.create();
    private final InMemoryTargetSystem shared = InMemoryTargetSystem.on("db", store);

    private FlamingockBuilder builder() {
        return Flamingock.builder()
                .service("shop")
                .auditStore(store)
                .targetSystems(shared)
                .lease(Duration.ofMillis(300), Duration.ofMillis(50))
                .gracePeriod(Duration.ofMillis(400));
    }

    private FlamingockBuilder oneChange(Body body) {
        return builder().change("a", c -> c.order("1").transactional(false).execute(body));
    }

    @Test
    void listeners_hear_of_run_and_changes_in_order_and_may_throw() {
        List<String> heard = new ArrayList<>();
        RunListener listener = new RunListener() {
            @Override
            public void beforeRun(ExecutionPlan plan) {
                heard.add("run of " + plan.pending().size());
                throw new IllegalStateException("a listener changes nothing");
            }

            @Override
            public void beforeChange(Change change, int attempt) {
                heard.add("before " + change.id() + " " + attempt);
            }

            @Override
            public void afterChange(Outcome outcome) {
                heard.add("after " + outcome.change().id() + " "
                        + outcome.getClass().getSimpleName());
            }

            @Override
            public void afterRun(RunReport report) {
                heard.add("end " + report.counts().executed());
            }
        };
        builder()
                .listener(listener)
                .change("a", c -> c.order("1").execute(InMemoryRecords.class, r -> r.put("a", 1)))
                .change("b", c -> c.order("2").transactional(false).execute(() -> {}))
                .run();

        assertThat(heard)
                .containsExactly(
                        "run of 2", "before a 1", "after a Executed", "before b 1", "after b Executed", "end 2");
    }

    @Test
    void counts_add_up_when_a_run_stops_in_the_middle() {
        Throwable thrown = catchThrowable(() -> builder()
                .change("a", c -> c.order("1").execute(InMemoryRecords.class, r -> r.put("a", 1)))
                .change(
                        "b",
                        c -> c.order("2").execute(InMemoryRecords.class, r -> {
                            throw new IllegalStateException("no");
                        }))
                .stage("later")
                .change("c", c -> c.order("1").execute(InMemoryRecords.class, r -> r.put("c", 1)))
                .run());

        RunReport report = ((RunFailedException) thrown).report();
        assertThat(report.counts()).isEqualTo(new RunReport.Counts(1, 0, 0, 0, 1, 0, 1));
        assertThat(report.counts().total()).isEqualTo(report.total()).isEqualTo(3);
        assertThat(report.countsByStage()).containsOnlyKeys("default", "later");
        assertThat(report.failed())
                .hasValueSatisfying(o -> assertThat(o.change().id()).isEqualTo("b"));
        assertThat(report.toString()).contains("not reached").contains("head of the log");
    }

    static Stream<Throwable> what_a_body_may_throw() {
        Exception first = new Exception("first");
        Exception second = new Exception("second", first);
        first.initCause(second);
        return Stream.of(
                new IllegalStateException("plain"),
                new AssertionError("assertion"),
                new StackOverflowError(),
                new OutOfMemoryError("simulated"),
                new NoClassDefFoundError("missing/Thing"),
                first,
                new RuntimeException("x".repeat(10_000_000)),
                new RuntimeException("nul \0 and a lone surrogate \ud800 in it"),
                new RuntimeException() {
                    @Override
                    public String getMessage() {
                        throw new IllegalStateException("even this");
                    }
                });
    }

    @ParameterizedTest
    @MethodSource
    void what_a_body_may_throw(Throwable thrown) {
        assertThatThrownBy(() -> oneChange(() -> sneaky(thrown)).run())
                .isInstanceOf(ChangeFailedException.class)
                .satisfies(e -> assertThat(e.getCause()).isSameAs(thrown));

        AuditEntry newest = store.entries("shop").get(1);
        assertThat(newest.event().state()).isEqualTo(State.FAILED);
        assertThat(Objects.requireNonNull(newest.error()).message().length()).isLessThanOrEqualTo(2_000);
        assertThat(newest.error().trace().length()).isLessThanOrEqualTo(32_000);
        assertThat(newest.error().message()).doesNotContain("\0").doesNotContain("\ud800");
        assertThat(oneChange(() -> {}).build().verify().isValid()).isTrue();
    }

    @Test
    void a_wait_of_zero_is_exactly_one_try() {
        holdLease("other");

        assertThatThrownBy(() -> oneChange(() -> {}).waitForLease(Duration.ZERO).run())
                .isInstanceOf(LeaseNotAcquiredException.class)
                .hasMessageContaining("elsewhere pid 7");
        assertThat(store.entries("shop")).isEmpty();
    }

    @Test
    void an_interrupt_while_waiting_ends_the_run_at_once_and_is_kept() throws InterruptedException {
        Lease lease = holdLease("other");
        CountDownLatch waiting = new CountDownLatch(1);
        RunListener listener = new RunListener() {
            @Override
            public void whileWaiting(String holder, Duration waited) {
                assertThat(lease.renew(null)).isTrue();
                waiting.countDown();
            }
        };
        List<Object> result = new ArrayList<>();
        Thread thread = new Thread(() -> {
            result.add(
                    catchThrowable(() -> oneChange(() -> {}).listener(listener).run()));
            result.add(Thread.currentThread().isInterrupted());
        });
        thread.start();
        assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
        thread.interrupt();
        thread.join(10_000);

        assertThat(result.get(0)).isInstanceOf(RunStoppedException.class);
        assertThat(result.get(1)).isEqualTo(true);
    }

    @Test
    void an_interrupt_in_a_body_stops_before_the_next_change_with_the_outcome_recorded() {
        Throwable thrown = catchThrowable(() -> builder()
                .change(
                        "a",
                        c -> c.order("1")
                                .transactional(false)
                                .execute(() -> Thread.currentThread().interrupt()))
                .change("b", c -> c.order("2").transactional(false).execute(() -> {}))
                .run());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown).isInstanceOf(RunStoppedException.class).hasMessageContaining("'b'");
        assertThat(states()).containsExactly("a STARTED", "a EXECUTED");
        assertThat(store.lease("shop"))
                .hasValueSatisfying(row -> assertThat(row.isHeld()).isFalse());
    }

    @Test
    void a_body_without_transaction_is_interrupted_when_the_lease_is_taken_away() {
        CountDownLatch never = new CountDownLatch(1);
        Throwable thrown = catchThrowable(() -> oneChange(() -> {
                    store.release("shop", 1);
                    if (!never.await(10, TimeUnit.SECONDS)) {
                        throw new AssertionError("was not interrupted");
                    }
                })
                .change("b", c -> c.order("2").transactional(false).execute(() -> {}))
                .run());

        assertThat(thrown).isInstanceOf(LeaseLostException.class).hasMessageContaining("FAILED is recorded");
        assertThat(states()).containsExactly("a STARTED", "a FAILED");
    }

    @Test
    void a_body_is_interrupted_after_its_timeout() {
        CountDownLatch never = new CountDownLatch(1);
        assertThatThrownBy(() -> builder()
                        .change(
                                "slow",
                                c -> c.order("1")
                                        .transactional(false)
                                        .timeout(Duration.ofMillis(60))
                                        .execute(() -> assertThat(never.await(10, TimeUnit.SECONDS))
                                                .isTrue()))
                        .run())
                .isInstanceOf(ChangeFailedException.class)
                .hasMessageContaining("timeout of PT0.06S");
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void a_body_that_does_not_react_to_the_interrupt_is_recorded_as_it_ends_and_named() {
        try (LogLines lines = new LogLines()) {
            RunReport report = builder()
                    .change(
                            "deaf",
                            c -> c.order("1").timeout(Duration.ofMillis(60)).execute(RunLifecycleTest::deaf))
                    .run();

            assertThat(report.counts().executed()).isEqualTo(1);
            assertThat(lines.of(Level.WARN))
                    .anyMatch(
                            line -> line.startsWith(
                                    "change 'deaf' did not react to the interrupt after its timeout of PT0.06S, and ended 1 s"));
        }
    }

    /** Waits for more than a second, as a driver does that waits for its server. */
    private static void deaf() {
        long end = System.nanoTime() + Duration.ofMillis(1_400).toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    @Test
    void a_slow_body_keeps_the_lease_by_the_heartbeat() {
        AtomicInteger ran = new AtomicInteger();
        oneChange(() -> {
                    Thread.sleep(400);
                    ran.incrementAndGet();
                })
                .run();

        assertThat(ran).hasValue(1);
        assertThat(store.lease("shop"))
                .hasValueSatisfying(row -> assertThat(row.token()).isEqualTo(1));
    }

    @Test
    void an_expired_lease_is_taken_over_with_a_fence() {
        holdLease("dead");

        oneChange(() -> {}).run();

        assertThat(states()).containsExactly("TAKEN_OVER", "a STARTED", "a EXECUTED", "COMPLETED");
        assertThat(store.entries("shop").get(0).metadata().get("from")).contains("elsewhere pid 7");
    }

    @Test
    void switched_off_it_touches_nothing() {
        RunReport report = oneChange(() -> {}).enabled(false).run();

        assertThat(report.note()).contains("switched off");
        assertThat(store.isUntouched()).isTrue();
    }

    @Test
    void what_the_profiles_leave_out_is_in_the_report_with_the_reason() {
        RunReport report = builder()
                .profiles("test")
                .change("a", c -> c.order("1").profiles("prod").execute(InMemoryRecords.class, r -> r.put("a", 1)))
                .change("b", c -> c.order("2").profiles("!prod").execute(InMemoryRecords.class, r -> r.put("b", 1)))
                .run();

        assertThat(report.counts().executed()).isEqualTo(1);
        assertThat(report.leftOut()).singleElement().satisfies(left -> {
            assertThat(left.changeId()).isEqualTo("a");
            assertThat(left.reason()).contains("prod");
        });
    }

    @Test
    void the_builder_reports_all_that_is_wrong_at_once() {
        assertThatThrownBy(() -> Flamingock.builder()
                        .lease(Duration.ofSeconds(1), Duration.ofSeconds(1))
                        .waitForLease(Duration.ofSeconds(-1))
                        .build())
                .isInstanceOfSatisfying(
                        InvalidChangesException.class,
                        e -> assertThat(e.problems())
                                .extracting(p -> p.place())
                                .containsExactlyInAnyOrder(
                                        "lease(…)", "waitForLease(…)", "service(…)", "auditStore(…)"));
    }

    @Test
    void under_strict_a_change_outside_a_transaction_needs_a_rollback() {
        assertThatThrownBy(() -> oneChange(() -> {}).strict().run())
                .isInstanceOf(InvalidChangesException.class)
                .hasMessageContaining("[D17]");
        assertThat(store.isUntouched()).isTrue();
    }

    private Lease holdLease(String owner) {
        Lease.Attempt attempt = store.tryAcquire(
                "shop", new Holder(owner, new Runner("shop", "1", "elsewhere", 7, "root")), Duration.ofMillis(300));
        return ((Lease.Attempt.Acquired) attempt).lease();
    }

    private List<String> states() {
        return store.entries("shop").stream()
                .map(e -> {
                    AuditEntry.Subject subject = e.subject();
                    return (subject == null ? "" : subject.changeId() + " ")
                            + e.event().state();
                })
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneaky(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
