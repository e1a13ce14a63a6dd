package io.flamingock.safety.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.api.ChangeContext;
import io.flamingock.api.FlamingockException;
import io.flamingock.api.Issue;
import io.flamingock.api.Operation;
import io.flamingock.api.Resolution;
import io.flamingock.safety.races.Around;
import io.flamingock.safety.races.Effect;
import io.flamingock.safety.races.Effects;
import io.flamingock.safety.races.Place;
import io.flamingock.targets.NonTransactionalTargetSystem;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run of five changes in all modes on which something befalls, then as many starts without that as it takes, with a
 * human who looks at the effects before he decides. At the end each effect is there once.
 */
final class Trial {

    private static final List<String> CHANGES = List.of("1-shared", "2-marked", "3-none", "4-marked", "5-shared");
    private static final int MAX_STARTS = 6;
    private static final AtomicInteger SERVICES = new AtomicInteger();

    private final String service;
    private final Around around;
    private final Consumer<String> inBody;
    private Duration lease = Duration.ofMillis(1_200);
    private Duration grace = Duration.ofSeconds(10);
    private volatile boolean hasSucceeded;
    private volatile boolean hasBodyFailed;
    private volatile boolean isInterrupted;
    private volatile Duration took = Duration.ZERO;
    private volatile @Nullable Throwable failure;

    /** {@code around} is put around the calls of the run, and {@code inBody} is told of each effect that was written. */
    Trial(Around around, Consumer<String> inBody) {
        this("trial" + ProcessHandle.current().pid() + "n" + SERVICES.incrementAndGet(), around, inBody);
    }

    private Trial(String service, Around around, Consumer<String> inBody) {
        this.service = service;
        this.around = around;
        this.inBody = inBody;
    }

    /** Where nothing befalls the run but what is on its way. */
    static Trial undisturbed() {
        return new Trial(Around.NOTHING, change -> {});
    }

    /** What another process has begun, to be recovered. */
    static Trial of(String service) {
        return new Trial(service, Around.NOTHING, change -> {});
    }

    /** Asks a store that does not answer for as long. */
    Trial grace(Duration grace) {
        this.grace = grace;
        return this;
    }

    /** Has a lease that lasts as long. */
    Trial lease(Duration lease) {
        this.lease = lease;
        return this;
    }

    String service() {
        return service;
    }

    /** Runs where it befalls. Returns whether the run ended with an exception. */
    boolean fails(String home, String away) {
        return fails(() -> Place.at(home, away));
    }

    /** The same at a place that is opened for it. */
    boolean fails(Supplier<Place<?>> where) {
        try (Place<?> place = where.get()) {
            Flamingock flamingock = application(place, around, inBody);
            long start = System.nanoTime();
            try {
                flamingock.run();
                hasSucceeded = true;
            } catch (FlamingockException | VirtualMachineError e) {
                failure = e;
            } finally {
                took = Duration.ofNanos(System.nanoTime() - start);
                isInterrupted = Thread.interrupted(); // those who close clients would hear of it too
            }
            return !hasSucceeded;
        }
    }

    /** With what the run ended. */
    Throwable failure() {
        return Objects.requireNonNull(failure);
    }

    /** How long the run took. */
    Duration took() {
        return took;
    }

    /** Whether the thread was interrupted when the run had ended; it is not any more. */
    boolean isInterrupted() {
        return isInterrupted;
    }

    /** Whether one of its bodies could not do what it is for. */
    boolean hasBodyFailed() {
        return hasBodyFailed;
    }

    /**
     * Starts until all is done, and asserts that each effect is there once, and that a run that has succeeded left nothing
     * to do. Returns how often a human was needed.
     */
    int recover(String home, String away) {
        try (Place<?> place = Place.at(home, away)) {
            Flamingock flamingock = application(place, Around.NOTHING, change -> {});
            if (hasSucceeded) {
                assertThat(flamingock.run().isNothingToDo())
                        .as("a run that says that it is done is")
                        .isTrue();
            }
            int decisions = recover(place, flamingock);
            List<Effect> effects = place.effects(service);
            assertThat(CHANGES)
                    .allSatisfy(change -> assertThat(Effects.count(effects, change, Operation.APPLY))
                            .as("effects of %s: %s", change, effects)
                            .isEqualTo(1));
            assertThat(flamingock.verify().isValid()).isTrue();
            assertThat(flamingock.run().isNothingToDo()).isTrue();
            return decisions;
        }
    }

    private int recover(Place<?> place, Flamingock flamingock) {
        int decisions = 0;
        for (int start = 1; ; start++) {
            try {
                flamingock.run();
                return decisions;
            } catch (FlamingockException e) {
                if (start == MAX_STARTS) {
                    throw e;
                }
            }
            for (Issue issue : flamingock.issues()) {
                boolean isThere = Effects.net(place.effects(service), issue.changeId()) > 0;
                flamingock.resolve(
                        issue.changeId(),
                        issue.seq(),
                        isThere ? Resolution.EXECUTED : Resolution.ROLLED_BACK,
                        "operator",
                        "looked at the effects");
                decisions++;
            }
        }
    }

    private <B> Flamingock application(Place<B> place, Around calls, Consumer<String> afterEffect) {
        FlamingockBuilder builder = Flamingock.builder()
                .service(service)
                .auditStore(calls.store(place.store()))
                .targetSystems(
                        calls.target(place.home()),
                        calls.target(place.away()),
                        NonTransactionalTargetSystem.of(Place.OUTSIDE))
                .lease(lease, lease.dividedBy(4))
                .waitForLease(Duration.ofSeconds(60))
                .connectTimeout(Duration.ofSeconds(10))
                .gracePeriod(grace);
        for (String id : CHANGES) {
            builder.change(id, change -> {
                change.order(id);
                if (id.endsWith("none")) {
                    change.target(Place.OUTSIDE).execute(ChangeContext.class, context -> {
                        inBody(id, () -> place.writeOutside(effect(context)), afterEffect);
                    });
                } else {
                    String target = id.endsWith("shared") ? Place.HOME : Place.AWAY;
                    change.target(target).execute(ChangeContext.class, place.boundType(), (context, bound) -> {
                        inBody(id, () -> place.write(target, bound, effect(context)), afterEffect);
                    });
                }
            });
        }
        return builder.build();
    }

    private void inBody(String id, Write write, Consumer<String> afterEffect) throws Exception {
        try {
            write.run();
        } catch (Throwable e) {
            hasBodyFailed = true;
            throw e;
        }
        afterEffect.accept(id);
    }

    private Effect effect(ChangeContext context) {
        return Effect.of(service, context, Effect.DONE);
    }

    private interface Write {
        void run() throws Exception;
    }
}
