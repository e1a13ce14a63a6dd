package io.flamingock.tck.crash;

import io.flamingock.api.FlamingockException;
import io.flamingock.api.OutcomeNotRecordedException;
import io.flamingock.tck.crash.Calls.Call;
import io.flamingock.tck.crash.Calls.Party;
import io.flamingock.tck.crash.CrashPoint.Side;
import io.flamingock.tck.crash.Scenario.Course;
import io.flamingock.tck.crash.Trials.Pair;
import io.flamingock.tck.crash.Trials.Spot;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Has a start die, or lose its connections, at each of its calls, within this process: whoever has died is not heard of
 * any more, and the database ends the transaction that it had open.
 */
public final class InProcessCrashes {

    private static final Duration SHORT_GRACE = Duration.ofMillis(20);
    private static final int[] DELAYS = {1, 2, 3, 0};
    private static final int[] SHORTEST_AND_LONGEST = {1, 0};

    private Trials trials;

    /**
     * Tests for one kind of site.
     *
     * @param where the name of the database, for the table
     * @param sites gives the site for a trial, which leaves it open: a new one, or always the same
     * @param pace how long things last
     * @param table what was tried goes there
     */
    public InProcessCrashes(String where, Supplier<CrashSite> sites, Pace pace, CrashTable table) {
        this.trials = new Trials(where, sites, pace, table, SideBySide.MANY);
    }

    /**
     * So many trials at once, instead of a dozen.
     *
     * @param trialsAtOnce from 1
     * @return this
     */
    public InProcessCrashes atMost(int trialsAtOnce) {
        trials = trials.atMost(trialsAtOnce);
        return this;
    }

    /**
     * The process dies before and after each call.
     *
     * @param scenarios each on a service of its own
     */
    public void dies(List<Scenario> scenarios) {
        trials.sideBySide().forEach(trials.spots(scenarios, isDealt() ? Points::deadly : Points::all), this::dies);
    }

    private boolean isDealt() {
        return trials.table().extent().isDealt();
    }

    private void dies(Spot spot) {
        trials.tried(spot.scenario(), "dies", spot.point(), trial -> {
            Calls calls = Calls.with(spot.point(), Fault.die());
            @Nullable Throwable unused = trial.first(calls);
            Trial.claim(calls.isDead(), "it reaches " + spot.point());
            trial.check();
            String row = trial.row(calls.executed());
            trial.recover();
            trial.finish();
            return row;
        });
    }

    /**
     * The process dies, and so does the one that recovers from it, before each of its calls.
     *
     * @param scenarios each on a service of its own
     */
    public void diesTwice(List<Scenario> scenarios) {
        boolean each = trials.table().extent() == Extent.FULL;
        trials.sideBySide()
                .forEach(
                        trials.pairs(scenarios, each ? Points::before : Points::deadly, trials::dryRecovery),
                        this::diesTwice);
    }

    private void diesTwice(Pair pair) {
        trials.tried(pair.scenario(), "dies, and so does the next start", pair.first(), trial -> {
            Calls calls = Calls.with(pair.first(), Fault.die());
            @Nullable Throwable unused = trial.first(calls);
            String row = trial.row(calls.executed());
            trial.expire();
            Calls next = Calls.with(pair.second(), Fault.die());
            @Nullable Throwable ignored = trial.again(next);
            Trial.claim(next.isDead(), "the next one reaches " + pair.second());
            trial.check();
            row = isBeforeFence(next) ? "14" : Row.has(next.executed(), "settle a") ? "6c" : row;
            trial.recover();
            trial.finish();
            return row;
        });
    }

    private static boolean isBeforeFence(Calls calls) {
        return Row.has(calls.executed(), "tryAcquire") && !Row.has(calls.executed(), "occupy TAKEN_OVER");
    }

    /**
     * A call is not answered, once: it was not executed, it was, or it arrives later. The process lives.
     *
     * @param scenarios each on a service of its own
     */
    public void losesAnswer(List<Scenario> scenarios) {
        trials.sideBySide().forEach(trials.spots(scenarios, Points::answers), spot -> {
            loses(spot, "loses an answer", Calls.with(spot.point(), Fault.breakOnce()));
            if (spot.point().side() == Side.BEFORE && canArriveLater(call(spot))) {
                for (int delay : isDealt() ? SHORTEST_AND_LONGEST : DELAYS) {
                    loses(
                            spot,
                            "loses an answer, it arrives late",
                            Calls.delayed(spot.point().call(), delay));
                }
            }
        });
    }

    private static Call call(Spot spot) {
        return spot.dry().calls().get(spot.point().call() - 1);
    }

    private static boolean canArriveLater(Call call) {
        return call.name().startsWith("append")
                || call.name().startsWith("occupy")
                || call.name().equals("tryAcquire")
                || call.name().equals("commit");
    }

    private void loses(Spot spot, String how, Calls calls) {
        Call call = call(spot);
        trials.tried(spot.scenario(), how, spot.point(), trial -> {
            @Nullable Throwable thrown = trial.first(calls);
            Trial.claim(
                    thrown == null || thrown instanceof FlamingockException,
                    "at " + call + " what is thrown is ours, but: " + thrown);
            boolean commitAnswer = call.name().equals("commit") && spot.point().side() == Side.AFTER;
            boolean harmless =
                    commitAnswer || (call.party() == Party.STORE && !call.name().startsWith("join"));
            Trial.claim(
                    !harmless
                            || Objects.equals(
                                    classOf(thrown), classOf(spot.dry().thrown())),
                    "the answer to " + call + " was lost and asked for again, but: " + thrown);
            trial.check();
            trial.finish();
            calls.arrive();
            trial.finish();
            return Row.ofLostAnswer(call, false, false);
        });
    }

    private static @Nullable Class<?> classOf(@Nullable Throwable thrown) {
        return thrown == null ? null : thrown.getClass();
    }

    /**
     * From some call on the store, or the target, or both, do not answer any more, for longer than the grace period.
     *
     * @param scenarios each on a service of its own
     */
    public void losesStore(List<Scenario> scenarios) {
        losesForGood(scenarios, EnumSet.of(Party.STORE));
        losesForGood(scenarios, EnumSet.of(Party.TARGET));
        losesDatabase(scenarios);
    }

    /**
     * The same of store and target at once, as where they are one database.
     *
     * @param scenarios each on a service of its own
     */
    public void losesDatabase(List<Scenario> scenarios) {
        losesForGood(scenarios, EnumSet.of(Party.STORE, Party.TARGET));
    }

    private void losesForGood(List<Scenario> scenarios, Set<Party> parties) {
        String how = "loses "
                + parties.stream().map(p -> p.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(" and "))
                + " for good";
        List<Spot> spots = trials.spots(
                scenarios,
                calls -> Points.answers(calls).stream()
                        .filter(point ->
                                parties.contains(calls.get(point.call() - 1).party()))
                        .toList());
        trials.sideBySide()
                .forEach(
                        spots,
                        spot -> trials.tried(
                                spot.scenario(),
                                how,
                                spot.point(),
                                trial -> losesForGood(trial, parties, call(spot), spot.point())));
    }

    private String losesForGood(Trial trial, Set<Party> parties, Call call, CrashPoint point) {
        Calls calls = Calls.with(point, Fault.breakFromNowOn(parties));
        @Nullable Throwable thrown = trial.first(calls, trials.pace().withGrace(SHORT_GRACE));
        Trial.claim(
                thrown == null || thrown instanceof FlamingockException,
                "at " + call + " what is thrown is ours, but: " + thrown);
        if (trial.scenario().course() == Course.EXECUTES && isOutcome(trial.scenario(), parties, call, point)) {
            Trial.claim(thrown instanceof OutcomeNotRecordedException, "the outcome is not recorded, but: " + thrown);
        }
        boolean bodyHasEnded = calls.trace().stream().anyMatch(c -> c.name().endsWith(" ends"));
        trial.check();
        trial.finish();
        return Row.ofLostAnswer(call, true, bodyHasEnded);
    }

    private static boolean isOutcome(Scenario scenario, Set<Party> parties, Call call, CrashPoint point) {
        if (point.side() == Side.AFTER || !parties.contains(Party.STORE)) {
            return false;
        }
        return switch (scenario.layout()) {
            case NONE, MARKED -> call.name().startsWith("append a EXECUTED");
            case SHARED -> parties.contains(Party.TARGET) && call.name().equals("commit");
            case MIXED -> false;
        };
    }
}
