package io.flamingock.safety.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.audit.LeaseRow;
import io.flamingock.safety.races.Place;
import io.flamingock.servers.SqlServer;
import io.flamingock.servers.child.ChildProcess;
import io.flamingock.servers.child.Points;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SIGTERM, as an orchestrator sends it, at each call of a run and in each body. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ShutdownTest {

    private static final int AT_ONCE = 2;

    /** A process for each: half of the places, before each call or after it. */
    private static final int EVERY = Integer.getInteger("shutdown.every", 2);

    /** The grace period of the program, and what a busy machine takes to end a JVM. */
    private static final Duration LONGEST = Duration.ofSeconds(10 + 5);

    private record Result(Duration ending, boolean leaseIsHeld, int decisions) {}

    @Test
    void a_process_that_is_to_end_does_so_in_time_with_nothing_left_open() throws Exception {
        String home = SqlServer.POSTGRES.newUrl();
        String away = SqlServer.POSTGRES.newUrl();
        try (Place<?> place = Place.at(home, away)) {
            place.create();
        }
        int calls = calls(home, away);

        List<Result> results = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Result>> trials = IntStream.rangeClosed(1, calls)
                    .filter(at -> (at + at / 2) % EVERY == 0)
                    .mapToObj(at -> threads.submit(() -> terminated(home, away, at)))
                    .toList();
            for (Future<Result> trial : trials) {
                results.add(trial.get(2, TimeUnit.MINUTES));
            }
        } finally {
            threads.shutdownNow();
        }

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
        assertThat(results).as("nobody has to wait for its lease").noneMatch(Result::leaseIsHeld);
        assertThat(results).as("no outcome is unknown").allMatch(result -> result.decisions() == 0);
    }

    private static int calls(String home, String away) {
        try (ChildProcess program = ChildProcess.start(ShutdownProgram.class, home, away, "0")) {
            String calls = program.await("CALLS").orElseThrow();
            program.awaitEnd();
            return Integer.parseInt(calls);
        }
    }

    private static Result terminated(String home, String away, int at) {
        try (ChildProcess program = ChildProcess.start(ShutdownProgram.class, home, away, Integer.toString(at))) {
            String service = program.await("SERVICE").orElseThrow();
            assertThat(program.await(Points.HERE.strip())).as("call " + at).isPresent();
            long start = System.nanoTime();
            program.terminate();
            program.awaitEnd();
            Duration ending = Duration.ofNanos(System.nanoTime() - start);
            try (Place<?> place = Place.at(home, away)) {
                boolean isHeld =
                        place.store().lease(service).filter(LeaseRow::isHeld).isPresent();
                return new Result(ending, isHeld, Trial.of(service).recover(home, away));
            }
        }
    }
}
