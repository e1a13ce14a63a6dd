package io.flamingock.safety.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.safety.faults.Accident.Kind;
import io.flamingock.servers.TcpProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Accidents on the way to the source of truth and to a target elsewhere, at each message of a run. */
@Execution(ExecutionMode.CONCURRENT)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class NetworkTest {

    private static final int AT_ONCE = 4;

    /** A connection is reset at every other message, and the answers to those between are lost; 1: both at each. */
    private static final int EVERY = Integer.getInteger("network.every", 2);

    /** Each waits until a network time-out is over. */
    private static final int MAX_HALF_OPEN = Integer.getInteger("network.halfopen", 4);

    /** Our own bounds are five seconds; on the clients' alone it would take twenty. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    /** Which way leads through the network with the accident. */
    enum Side {
        SOURCE_OF_TRUTH,
        TARGET
    }

    /**
     * What came of an accident.
     *
     * @param failed whether the run ended with an exception
     * @param decisions how often a human was needed
     * @param messages how many messages the run sent through the network
     * @param took how long the run took
     */
    private record Result(boolean happened, boolean failed, int decisions, int messages, Duration took) {}

    static Stream<Arguments> ways() {
        return Stream.of(Servers.values())
                .flatMap(servers -> Stream.of(Side.values()).map(side -> Arguments.of(servers, side)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_connection_may_be_reset_at_any_message(Servers servers, Side side) throws Exception {
        assertHappenedAndFailed(servers, eachMessage(servers, side, Kind.RESET, 1, EVERY));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void any_answer_may_be_lost(Servers servers, Side side) throws Exception {
        assertHappenedAndFailed(servers, eachMessage(servers, side, Kind.ANSWER_LOST, EVERY, EVERY));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_connection_may_be_half_open_from_any_message_on(Servers servers, Side side) throws Exception {
        int every = messages(servers, side) / MAX_HALF_OPEN + 1;

        assertThat(eachMessage(servers, side, Kind.HALF_OPEN, 1, every)).anyMatch(Result::happened);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_slow_network_changes_nothing(Servers servers, Side side) throws Exception {
        Result result = trial(servers, side, new Accident(Kind.SLOW, 0));

        assertThat(result.failed()).isFalse();
        assertThat(result.decisions()).isZero();
        assertThat(result.messages()).isPositive();
    }

    /** The client of MongoDB asks again by itself. */
    private static void assertHappenedAndFailed(Servers servers, List<Result> results) {
        assertThat(results).anyMatch(Result::happened);
        assertThat(results.stream().anyMatch(Result::failed) || servers == Servers.MONGODB)
                .as("some accidents end a run")
                .isTrue();
    }

    private static List<Result> eachMessage(Servers servers, Side side, Kind kind, int first, int every)
            throws Exception {
        int last = messages(servers, side);
        List<Result> results = SideBySide.results(
                AT_ONCE,
                IntStream.iterate(first, at -> at <= last, at -> at + every)
                        .mapToObj(at -> () -> trial(servers, side, kind, at)));
        System.out.printf(
                "%-18s | %-15s | %-11s | %3d trials | %3d runs failed | %2d decisions | within %d ms | each effect once%n",
                servers,
                side,
                kind,
                results.size(),
                results.stream().filter(Result::failed).count(),
                results.stream().mapToInt(Result::decisions).sum(),
                results.stream()
                        .mapToLong(result -> result.took().toMillis())
                        .max()
                        .orElseThrow());
        return results;
    }

    private static Result trial(Servers servers, Side side, Kind kind, int at) throws Exception {
        try {
            return trial(servers, side, new Accident(kind, at));
        } catch (Exception | AssertionError e) {
            throw new ExecutionException(kind + " at message " + at, e);
        }
    }

    private static Result trial(Servers servers, Side side, Accident accident) throws Exception {
        return servers.inTurn(() -> inTurn(servers, side, accident));
    }

    private static Result inTurn(Servers servers, Side side, Accident accident) throws IOException {
        servers.open();
        Trial trial = Trial.undisturbed();
        boolean failed;
        int messages;
        boolean isStore = side == Side.SOURCE_OF_TRUTH;
        try (TcpProxy proxy = servers.behind(isStore ? servers.home() : servers.away(), accident)) {
            failed = isStore
                    ? trial.fails(servers.through(proxy, servers.home()), servers.away())
                    : trial.fails(servers.home(), servers.through(proxy, servers.away()));
            messages = accident.messages();
        }
        Duration longest = trial.hasBodyFailed() ? LONGEST.plus(Servers.CLIENT_TIMEOUT) : LONGEST;
        assertThat(trial.took())
                .as("where no body waits, nobody does for longer than our own bounds")
                .isLessThan(longest);
        int decisions = trial.recover(servers.home(), servers.away());
        return new Result(accident.hasHappened(), failed, decisions, messages, trial.took());
    }

    /** How many messages a run without an accident sends. */
    private static int messages(Servers servers, Side side) throws Exception {
        return trial(servers, side, new Accident(Kind.NOTHING, 0)).messages();
    }
}
