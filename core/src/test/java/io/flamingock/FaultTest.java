package io.flamingock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.flamingock.api.BlockedException;
import io.flamingock.api.Change;
import io.flamingock.api.ChangeDefinition;
import io.flamingock.api.ChangeFailedException;
import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.LeaseLostException;
import io.flamingock.api.OpenIssuesException;
import io.flamingock.api.Outcome;
import io.flamingock.api.OutcomeNotRecordedException;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.api.Resolution;
import io.flamingock.api.RunFailedException;
import io.flamingock.api.RunListener;
import io.flamingock.api.RunStoppedException;
import io.flamingock.api.State;
import io.flamingock.audit.AuditConflictException;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.AuditStoreException;
import io.flamingock.audit.Holder;
import io.flamingock.audit.Runner;
import io.flamingock.audit.StoreRefusedException;
import io.flamingock.memory.InMemoryAuditStore;
import io.flamingock.memory.InMemoryRecords;
import io.flamingock.memory.InMemoryTargetSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run does and says when store, driver or listener do what they should not, at the worst moment. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(20)
class FaultTest {

    private final InMemoryAuditStore store = InMemoryAuditStore.create();
    private final AtomicBoolean down = new AtomicBoolean();
    private final AtomicInteger ran = new AtomicInteger();

    private FlamingockBuilder builder(AuditStore on) {
        return Flamingock.builder()
                .service("shop")
                .auditStore(on)
                .targetSystems(InMemoryTargetSystem.on("db", store))
                .lease(Duration.ofMillis(300), Duration.ofMillis(50))
                .connectTimeout(Duration.ofMillis(400))
                .gracePeriod(Duration.ofMillis(400));
    }

    /** A store that does not answer while it is down, and otherwise does what {@code fault} says. */
    private AuditStore faulty(FaultyStore.Fault fault) {
        return FaultyStore.of(store, call -> {
            if (down.get() && !call.method().equals("log") && !call.method().equals("token")) {
                throw new AuditStoreException("down", null);
            }
            return fault.on(call);
        });
    }

    @Test
    void a_listener_may_throw_what_it_does_not_declare() {
        RunListener listener = new RunListener() {
            @Override
            public void afterChange(Outcome outcome) {
                sneaky(new IOException("as Kotlin lets it"));
            }
        };

        builder(store)
                .listener(listener)
                .change("a", c -> c.order("1").transactional(false).execute(ran::incrementAndGet))
                .change("b", c -> c.order("2").transactional(false).execute(ran::incrementAndGet))
                .run();

        assertThat(ran).hasValue(2);
        assertThat(states()).containsExactly("a STARTED", "a EXECUTED", "b STARTED", "b EXECUTED", "COMPLETED");
    }

    @Test
    void a_body_does_not_begin_when_the_lease_was_lost_while_a_listener_took_its_time() {
        RunListener listener = new RunListener() {
            @Override
            public void beforeChange(Change change, int attempt) {
                store.release("shop", 1);
                sleep(300);
            }
        };

        Throwable thrown = catchThrowable(() -> builder(store)
                .listener(listener)
                .change("a", c -> c.order("1").transactional(false).execute(ran::incrementAndGet))
                .run());

        assertThat(thrown).isInstanceOf(LeaseLostException.class);
        assertThat(ran).hasValue(0);
        assertThat(states()).containsExactly("a STARTED", "a ROLLED_BACK");
    }

    @Test
    void an_error_of_a_driver_is_reported_and_ends_the_heartbeat() {
        AuditStore broken = faulty(call -> {
            if (call.writes(State.EXECUTED)) {
                throw new NoClassDefFoundError("driver/ErrorCodes");
            }
            return call.answer();
        });

        Throwable thrown = catchThrowable(() -> builder(broken)
                .change("a", c -> c.order("1").transactional(false).execute(ran::incrementAndGet))
                .run());

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("flamingock-heartbeat");
        assertThat(thrown).isInstanceOf(OutcomeNotRecordedException.class);
    }

    @Test
    void an_error_of_a_renewal_does_not_end_the_heartbeat() {
        AtomicInteger renewals = new AtomicInteger();
        AuditStore broken = faulty(call -> {
            if (call.method().equals("renew") && renewals.incrementAndGet() == 2) {
                throw new NoClassDefFoundError("driver/ErrorCodes");
            }
            return call.answer();
        });

        builder(broken)
                .change("a", c -> c.order("1").transactional(false).execute(() -> sleep(400)))
                .run();

        assertThat(renewals).hasValueGreaterThan(3);
    }

    @Test
    void a_marked_change_that_ran_is_not_said_to_be_not_reached_when_the_store_is_down_after_it() {
        Throwable thrown = catchThrowable(() -> builder(faulty(FaultyStore.Call::answer))
                .targetSystems(InMemoryTargetSystem.of("elsewhere"))
                .change(
                        "a",
                        c -> c.order("1").target("elsewhere").execute(InMemoryRecords.class, r -> {
                            down.set(true);
                            throw new IllegalStateException("no");
                        }))
                .run());

        assertThat(thrown).isInstanceOf(OutcomeNotRecordedException.class);
        assertThat(outcomeOfA(thrown)).isInstanceOf(Outcome.Unrecorded.class);
    }

    @Test
    void a_failure_that_is_recorded_is_reported_when_the_store_is_down_before_its_rollback() {
        AuditStore broken = faulty(call -> {
            Object answer = call.answer();
            down.compareAndSet(false, call.writes(State.FAILED));
            return answer;
        });

        Throwable thrown = catchThrowable(() -> builder(broken)
                .change(
                        "a",
                        c -> c.order("1")
                                .transactional(false)
                                .execute(() -> {
                                    throw new IllegalStateException("no");
                                })
                                .rollback(ran::incrementAndGet))
                .run());

        assertThat(ran).hasValue(0);
        assertThat(states()).containsExactly("a STARTED", "a FAILED");
        assertThat(thrown).isInstanceOf(ChangeFailedException.class);
        assertThat(outcomeOfA(thrown)).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void a_change_that_ran_is_not_said_to_be_not_reached_when_answer_and_lease_are_lost() {
        AuditStore broken = faulty(call -> {
            if (call.writes(State.FAILED)) {
                store.release("shop", 1);
                throw new AuditStoreException("answer lost", null);
            }
            return call.answer();
        });

        Throwable thrown = catchThrowable(() -> builder(broken)
                .change(
                        "a",
                        c -> c.order("1").transactional(false).execute(() -> {
                            throw new IllegalStateException("no");
                        }))
                .run());

        assertThat(thrown).isInstanceOf(LeaseLostException.class);
        assertThat(outcomeOfA(thrown)).isInstanceOf(Outcome.Unrecorded.class);
    }

    @Test
    void who_may_only_read_starts_when_nothing_is_pending_and_the_log_is_not_closed() {
        AuditStore readOnly = FaultyStore.of(store, call -> {
            if (call.method().equals("tryAcquire")) {
                throw new StoreRefusedException("read-only", null);
            }
            return call.answer();
        });
        builder(store)
                .change("a", c -> c.order("1").transactional(false).execute(ran::incrementAndGet))
                .build()
                .baseline("a", "ann", "it is there");

        builder(readOnly)
                .change("a", c -> c.order("1").transactional(false).execute(ran::incrementAndGet))
                .run();

        assertThat(states()).containsExactly("a IMPORTED");
    }

    @Test
    void a_log_that_has_lost_its_head_stops_a_shared_change() {
        AtomicInteger tries = new AtomicInteger();
        AuditStore lost = faulty(call -> {
            if (isAppendInTransaction(call) || call.method().equals("occupy")) {
                if (tries.incrementAndGet() > 100) {
                    throw new AssertionError("tries without end");
                }
                throw new AuditConflictException("the expected head is not there", null);
            }
            return call.answer();
        });

        Throwable thrown = catchThrowable(() -> builder(lost)
                .change("a", c -> c.order("1").execute(InMemoryRecords.class, r -> r.put("a", 1)))
                .run());

        assertThat(thrown).isInstanceOf(StoreRefusedException.class).hasMessageContaining("entries were lost");
    }

    @Test
    void a_place_that_another_transaction_held_and_gave_up_is_not_taken_for_a_lost_log() {
        AtomicBoolean held = new AtomicBoolean(true);
        AuditStore sharedPlace = faulty(call -> {
            if (isAppendInTransaction(call) && held.getAndSet(false)) {
                throw new AuditConflictException("another transaction holds that place", null);
            }
            return call.answer();
        });
        Flamingock shop = builder(sharedPlace)
                .change("a", c -> c.order("1").execute(InMemoryRecords.class, r -> r.put("a", 1)))
                .build();

        assertThat(catchThrowable(shop::run)).isInstanceOf(ChangeFailedException.class);
        assertThat(states()).containsExactly("a ROLLED_BACK");
        shop.run();

        assertThat(states()).containsExactly("a ROLLED_BACK", "a STARTED", "a EXECUTED", "COMPLETED");
    }

    private static boolean isAppendInTransaction(FaultyStore.Call call) {
        return call.method().equals("append") && call.args().size() == 3;
    }

    @Test
    void an_outcome_that_came_late_is_not_reported_as_the_state_of_the_change() {
        FlamingockBuilder next = builder(store.another())
                .change(
                        "a",
                        c -> c.order("1")
                                .transactional(false)
                                .recovery(RecoveryStrategy.ALWAYS_RETRY)
                                .execute(ran::incrementAndGet));

        Throwable thrown = catchThrowable(() -> builder(store)
                .lease(Duration.ofSeconds(20), Duration.ofSeconds(5))
                .change(
                        "a",
                        c -> c.order("1")
                                .transactional(false)
                                .recovery(RecoveryStrategy.ALWAYS_RETRY)
                                .execute(() -> {
                                    letLeaseExpire();
                                    next.run();
                                    throw new IllegalStateException("no");
                                }))
                .run());

        assertThat(states()).endsWith("a EXECUTED", "COMPLETED", "a LATE");
        assertThat(thrown).isInstanceOf(LeaseLostException.class);
        assertThat(outcomeOfA(thrown)).isInstanceOf(Outcome.Unrecorded.class);
    }

    @Test
    void an_undo_that_came_late_does_not_return() {
        Flamingock other = undoable(store.another(), () -> {}).build();
        Flamingock shop = undoable(store, () -> {
                    letLeaseExpire();
                    long seq = store.entries("shop").size();
                    other.resolve("a", seq, Resolution.EXECUTED, "ann", "looked");
                })
                .lease(Duration.ofSeconds(20), Duration.ofSeconds(5))
                .build();
        shop.run();

        Throwable thrown = catchThrowable(() -> shop.undo("a", "bob", "wrong"));

        assertThat(states()).endsWith("a MARKED_EXECUTED", "a LATE");
        assertThat(thrown).isInstanceOf(LeaseLostException.class);
    }

    private FlamingockBuilder undoable(AuditStore on, Runnable rollback) {
        return builder(on)
                .change(
                        "a",
                        c -> c.order("1")
                                .transactional(false)
                                .execute(ran::incrementAndGet)
                                .rollback(rollback::run));
    }

    @Test
    void an_open_issue_of_a_change_that_the_profiles_leave_out_stops_what_is_pending() {
        assertThat(catchThrowable(() -> profiled("prod", () -> {
                            throw new IllegalStateException("no");
                        })
                        .run()))
                .isInstanceOf(ChangeFailedException.class);
        assertThat(profiled("test", () -> {}).build().issues()).hasSize(1);

        assertThat(catchThrowable(() -> profiled("test", () -> {}).run())).isInstanceOf(OpenIssuesException.class);
        assertThat(ran).hasValue(0);
    }

    private FlamingockBuilder profiled(String profile, Runnable body) {
        return builder(store)
                .profiles(profile)
                .change(
                        "a",
                        c -> c.order("1").transactional(false).profiles("prod").execute(body::run))
                .change("b", c -> c.order("2").transactional(false).execute(ran::incrementAndGet));
    }

    @Test
    void an_interrupt_is_heard_while_a_session_is_in_the_way_of_the_fence() {
        store.tryAcquire(
                "shop", new Holder("dead", new Runner("shop", "1", "elsewhere", 7, "root")), Duration.ofMillis(1));
        sleep(5);
        AuditStore blocked = faulty(call -> {
            if (call.method().equals("occupy")) {
                Thread.currentThread().interrupt();
                throw new BlockedException("session 7 is in the way", null);
            }
            return call.answer();
        });

        Throwable thrown = catchThrowable(() -> builder(blocked)
                .waitForLease(Duration.ofSeconds(3))
                .change("a", c -> c.order("1").transactional(false).execute(ran::incrementAndGet))
                .run());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown).isInstanceOf(RunStoppedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "undo"})
    void a_JVM_that_shuts_down_waits_until_the_lease_is_released(String call) throws Exception {
        assertThat(saidBy(call)).contains("exits").contains("released").doesNotContain("goes on");
    }

    @Test
    @Timeout(60)
    void a_body_that_ends_the_JVM_is_not_waited_for() throws Exception {
        assertThat(saidBy("body")).contains("exits").doesNotContain("goes on", "released", "waiting up to");
    }

    private static String saidBy(String call) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ShutDown.class.getName(),
                        call)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Exits from another thread while the first of two bodies runs. */
    static final class ShutDown {
        public static void main(String[] args) {
            AtomicBoolean exits = new AtomicBoolean(args[0].equals("run"));
            InMemoryAuditStore store = InMemoryAuditStore.create();
            AuditStore slow = FaultyStore.of(store, call -> {
                if (call.method().equals("release") && exits.get()) {
                    sleep(200);
                    System.out.println("released");
                }
                return call.answer();
            });
            if (args[0].equals("body")) {
                new FaultTest()
                        .builder(store)
                        .gracePeriod(Duration.ofMinutes(5))
                        .change("a", c -> change(c, "1", ShutDown::exitAtOnce, ShutDown::goOn))
                        .change("b", c -> change(c, "2", ShutDown::goOn, ShutDown::goOn))
                        .run();
            }
            Flamingock shop = new FaultTest()
                    .builder(slow)
                    .lease(Duration.ofSeconds(20), Duration.ofSeconds(5))
                    .gracePeriod(Duration.ofSeconds(10))
                    .change("a", c -> change(c, "1", exits.get() ? ShutDown::exit : () -> {}, ShutDown::goOn))
                    .change("b", c -> change(c, "2", exits.get() ? ShutDown::goOn : () -> {}, ShutDown::exit))
                    .build();
            shop.run();
            exits.set(true);
            shop.undoLast(2, "ann", "wrong");
        }

        private static void change(ChangeDefinition change, String order, Runnable execution, Runnable rollback) {
            change.order(order).transactional(false).execute(execution::run).rollback(rollback::run);
        }

        private static void exit() {
            System.out.println("exits");
            new Thread(() -> System.exit(0)).start();
            sleep(400);
        }

        private static void exitAtOnce() {
            System.out.println("exits");
            System.exit(0);
        }

        private static void goOn() {
            System.out.println("goes on");
        }
    }

    @ChangeUnit(id = "a", order = "1", transactional = false)
    static class Unspeakable {
        Unspeakable() {
            throw new Speechless();
        }

        @Execution
        void execute() {}
    }

    private static final class Speechless extends RuntimeException {
        @Override
        public String getMessage() {
            throw new IllegalStateException("not even this");
        }
    }

    @Test
    void a_constructor_may_throw_what_cannot_be_printed() {
        assertThat(catchThrowable(
                        () -> builder(store).changes(Unspeakable.class).run()))
                .isInstanceOf(ChangeFailedException.class)
                .hasCauseInstanceOf(Speechless.class);
    }

    @Test
    void a_driver_may_throw_what_cannot_be_printed() {
        AuditStore broken = faulty(call -> {
            if (call.method().equals("create")) {
                throw new Speechless();
            }
            return call.answer();
        });

        assertThat(catchThrowable(() -> builder(broken)
                        .change("a", c -> c.order("1").transactional(false).execute(ran::incrementAndGet))
                        .run()))
                .isInstanceOf(RunFailedException.class)
                .hasCauseInstanceOf(Speechless.class);
    }

    private void letLeaseExpire() {
        store.withClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)));
    }

    private static Outcome outcomeOfA(Throwable thrown) {
        return ((RunFailedException) thrown).report().outcomes().get(0);
    }

    private List<String> states() {
        return store.entries("shop").stream()
                .filter(e -> e.event().kind() != AuditEntry.Kind.LOCK)
                .map(e -> (e.subject() == null ? "" : e.subject().changeId() + " ")
                        + e.event().state())
                .toList();
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneaky(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
