package io.flamingock.safety.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.safety.races.Place;
import io.flamingock.servers.SqlServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread that runs is interrupted before and after each of its calls, and in each body. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class InterruptTest {

    private static final int AT_ONCE = 6;

    /**
     * What came of it.
     *
     * @param failed whether the run ended with an exception
     * @param kept whether the thread still knows that it was interrupted
     * @param decisions how often a human was needed
     * @param calls how many places a run has at which it could be interrupted
     */
    private record Result(boolean failed, boolean kept, int decisions, int calls) {}

    @Test
    void an_interrupt_anywhere_ends_the_run_and_leaves_each_effect_there_once() throws Exception {
        String home = SqlServer.POSTGRES.newUrl();
        String away = SqlServer.POSTGRES.newUrl();
        try (Place<?> place = Place.at(home, away)) {
            place.create();
        }
        int calls = interrupted(home, away, 0).calls();

        List<Result> results = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Result>> trials = IntStream.rangeClosed(1, calls)
                    .mapToObj(at -> threads.submit(() -> interrupted(home, away, at)))
                    .toList();
            for (Future<Result> trial : trials) {
                results.add(trial.get(2, TimeUnit.MINUTES));
            }
        } finally {
            threads.shutdownNow();
        }

        System.out.printf(
                "interrupted at %d places | %d runs ended by it | %d decisions | each effect once%n",
                calls,
                results.stream().filter(Result::failed).count(),
                results.stream().mapToInt(Result::decisions).sum());
        assertThat(results).as("an interrupt is never swallowed").allMatch(Result::kept);
        assertThat(results.stream().filter(Result::failed).count()).isGreaterThan(calls / 2);
        assertThat(results).as("no outcome is unknown").allMatch(result -> result.decisions() == 0);
    }

    /** On a thread of its own, whose interrupts are its own. */
    private static Result interrupted(String home, String away, int at) throws Exception {
        CompletableFuture<Result> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                Calls calls = new Calls(at, () -> Thread.currentThread().interrupt());
                Trial trial = new Trial(calls, change -> calls.pass());
                boolean failed = trial.fails(home, away);
                boolean kept = Thread.interrupted();
                result.complete(new Result(failed, kept, trial.recover(home, away), calls.count()));
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(new AssertionError("interrupted at place " + at, e));
            }
        });
        thread.start();
        return result.get(1, TimeUnit.MINUTES);
    }
}
