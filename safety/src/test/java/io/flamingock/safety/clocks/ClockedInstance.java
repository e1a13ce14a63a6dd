package io.flamingock.safety.clocks;

import io.flamingock.Flamingock;
import io.flamingock.FlamingockBuilder;
import io.flamingock.api.Change;
import io.flamingock.api.ChangeContext;
import io.flamingock.api.FlamingockException;
import io.flamingock.api.RunListener;
import io.flamingock.safety.races.Effect;
import io.flamingock.safety.races.Place;
import io.flamingock.targets.NonTransactionalTargetSystem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * An instance of an application, in a process with a clock of its own. It is given the two addresses of a place and by how
 * many seconds the clock that it injects is wrong; says what time it has; and at each line, which names a service, it
 * runs.
 */
final class ClockedInstance {

    static final Duration LEASE = Duration.ofMillis(1_500);

    /** The service in whose last change the holder waits to be killed. */
    static final String KILLED = "killed";

    private static final long UNTIL_KILLED_NANOS = Duration.ofMinutes(1).toNanos();

    /** Longer than a lease lasts, so that it must be renewed. */
    private static final long LONG_NANOS = LEASE.toNanos() * 3 / 2;

    private ClockedInstance() {}

    public static void main(String[] args) throws IOException {
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(Long.parseLong(args[2])));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Place<?> place = Place.at(args[0], args[1])) {
            say("READY " + Instant.now(clock));
            for (String service = in.readLine(); service != null; service = in.readLine()) {
                say("RESULT " + run(place, service, clock));
            }
        }
    }

    private static <B> String run(Place<B> place, String service, Clock clock) {
        FlamingockBuilder builder = Flamingock.builder()
                .service(service)
                .auditStore(place.store())
                .targetSystems(place.home(), place.away(), NonTransactionalTargetSystem.of(Place.OUTSIDE))
                .lease(LEASE, LEASE.dividedBy(4))
                .waitForLease(Duration.ofMinutes(1))
                .clock(clock)
                .listener(new RunListener() {
                    @Override
                    public void beforeChange(Change change, int attempt) {
                        say("CHANGE " + change.id());
                    }
                })
                .change(
                        "1-shared",
                        change -> change.order("1")
                                .target(Place.HOME)
                                .execute(ChangeContext.class, place.boundType(), (context, bound) -> {
                                    place.write(Place.HOME, bound, Effect.of(service, context, Effect.DONE));
                                    LockSupport.parkNanos(LONG_NANOS);
                                }))
                .change(
                        "2-marked",
                        change -> change.order("2")
                                .target(Place.AWAY)
                                .execute(
                                        ChangeContext.class,
                                        place.boundType(),
                                        (context, bound) -> place.write(
                                                Place.AWAY, bound, Effect.of(service, context, Effect.DONE))))
                .change(
                        "3-none",
                        change -> change.order("3").target(Place.OUTSIDE).execute(ChangeContext.class, context -> {
                            place.writeOutside(Effect.of(service, context, Effect.DONE));
                            if (service.equals(KILLED)) {
                                LockSupport.parkNanos(UNTIL_KILLED_NANOS);
                            }
                        }));
        try {
            return builder.run().counts().executed() + " executed";
        } catch (FlamingockException e) {
            return "thrown " + e.toString().replace('\n', ' ');
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
