package io.flamingock.safety.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.api.State;
import io.flamingock.audit.LeaseRow;
import io.flamingock.safety.races.Place;
import io.flamingock.servers.SqlServer;
import io.flamingock.servers.child.ChildProcess;
import io.flamingock.servers.child.Points;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM, as an orchestrator sends it, at each call of a run and in each body. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ShutdownTest {

    private static final int AT_ONCE = 2;

    /** A process for each: every third place, before a call or after one or in a body. */
    private static final int EVERY = Integer.getInteger("shutdown.every", 3);

    /** The grace period of the program, and what a busy machine takes to end a JVM. */
    private static final Duration LONGEST = Duration.ofSeconds(10 + 5);

    /**
     * What came of it.
     *
     * @param further how many changes were executed from then on
     */
    private record Result(Duration ending, long further, boolean leaseIsHeld, int decisions) {}

    @Test
    void a_process_that_is_to_end_does_so_in_time_with_nothing_left_open() throws Exception {
        String home = SqlServer.POSTGRES.newUrl();
        String away = SqlServer.POSTGRES.newUrl();
        try (Place<?> place = Place.at(home, away)) {
            place.create();
        }
        int calls = calls(home, away);

        List<Result> results = SideBySide.results(
                AT_ONCE,
                IntStream.rangeClosed(1, calls)
                        .filter(at -> at % EVERY == 0)
                        .mapToObj(at -> () -> terminated(home, away, at)));

        System.out.printf(
                "SIGTERM at %d of %d places | ended within %d ms | %d leases left | %d decisions | each effect once%n",
                results.size(),
                calls,
                results.stream()
                        .mapToLong(result -> result.ending().toMillis())
                        .max()
                        .orElseThrow(),
                results.stream().filter(Result::leaseIsHeld).count(),
                results.stream().mapToInt(Result::decisions).sum());
        assertThat(results).allMatch(result -> result.ending().compareTo(LONGEST) < 0);
        assertThat(results).as("no further change begins").allMatch(result -> result.further() <= 1);
        assertThat(results).as("nobody has to wait for its lease").noneMatch(Result::leaseIsHeld);
        assertThat(results).as("no outcome is unknown").allMatch(result -> result.decisions() == 0);
    }

    /** The body takes no notice; it is cut off when the grace period is over. */
    @ParameterizedTest
    @ValueSource(strings = {"1-shared", "2-marked", "3-none"})
    void a_body_that_takes_longer_than_the_grace_period_is_cut_off(String change) {
        String home = SqlServer.POSTGRES.newUrl();
        try (Place<?> place = Place.at(home, home)) {
            place.create();
        }

        Result result = terminated(home, home, change);

        System.out.printf(
                "SIGTERM in a body of %s that takes a minute | ended within %d ms | %d decisions | each effect once%n",
                change, result.ending().toMillis(), result.decisions());
        assertThat(result.ending())
                .isBetween(ShutdownProgram.SHORT_GRACE, ShutdownProgram.SHORT_GRACE.plusSeconds(5 + 5));
        assertThat(result.further()).isZero();
        assertThat(result.decisions())
                .as("what a transaction has not committed is not there; of the other one only a human can tell")
                .isEqualTo(change.equals("3-none") ? 1 : 0);
    }

    private static int calls(String home, String away) {
        try (ChildProcess program = ChildProcess.start(ShutdownProgram.class, home, away, "0")) {
            String calls = program.await("CALLS").orElseThrow();
            program.awaitEnd();
            return Integer.parseInt(calls);
        }
    }

    private static Result terminated(String home, String away, Object where) {
        try (ChildProcess program = ChildProcess.start(ShutdownProgram.class, home, away, where.toString());
                Place<?> place = Place.at(home, away)) {
            String service = program.await("SERVICE").orElseThrow();
            assertThat(program.await(Points.HERE.strip())).as("at " + where).isPresent();
            long executed = executed(place, service);
            long start = System.nanoTime();
            program.terminate();
            program.awaitEnd();
            Duration ending = Duration.ofNanos(System.nanoTime() - start);
            long further = executed(place, service) - executed;
            boolean isHeld =
                    place.store().lease(service).filter(LeaseRow::isHeld).isPresent();
            return new Result(ending, further, isHeld, Trial.of(service).recover(home, away));
        }
    }

    private static long executed(Place<?> place, String service) {
        return place.store().log(service).read(0).stream()
                .filter(entry -> entry.event().state() == State.EXECUTED)
                .count();
    }
}
