package io.flamingock.safety.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The thread that runs is interrupted before and after each of its calls, and in each body. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
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

    @ParameterizedTest
    @EnumSource
    void an_interrupt_anywhere_ends_the_run_and_leaves_each_effect_there_once(Servers servers) throws Exception {
        servers.open();
        int calls = interrupted(servers, 0).calls();

        List<Result> results = SideBySide.results(
                AT_ONCE, IntStream.rangeClosed(1, calls).mapToObj(at -> () -> interrupted(servers, at)));

        System.out.printf(
                "%-18s | interrupted at %d places | %d runs ended by it | %d decisions | each effect once%n",
                servers,
                calls,
                results.stream().filter(Result::failed).count(),
                results.stream().mapToInt(Result::decisions).sum());
        assertThat(results).as("an interrupt is never swallowed").allMatch(Result::kept);
        assertThat(results.stream().filter(Result::failed).count()).isGreaterThan(calls / 2);
        assertThat(results).as("no outcome is unknown").allMatch(result -> result.decisions() == 0);
    }

    private static Result interrupted(Servers servers, int at) throws Exception {
        return servers.inTurn(() -> onThreadOfItsOwn(servers, at));
    }

    /** So that its interrupts are its own. */
    private static Result onThreadOfItsOwn(Servers servers, int at) throws Exception {
        CompletableFuture<Result> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                Calls calls = new Calls(at, () -> Thread.currentThread().interrupt());
                Trial trial = new Trial(calls, change -> calls.pass());
                boolean failed = trial.fails(servers.home(), servers.away());
                int decisions = trial.recover(servers.home(), servers.away());
                result.complete(new Result(failed, trial.isInterrupted(), decisions, calls.count()));
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(new AssertionError("interrupted at place " + at, e));
            }
        });
        thread.start();
        return result.get(2, TimeUnit.MINUTES);
    }
}
