package io.flamingock.tck.crash;

import io.flamingock.tck.crash.Calls.Call;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes trials in this process and counts what comes of them.
 *
 * @param where what they run on: for the table
 * @param sites the site for a trial, which leaves it open: a new one, or always the same
 * @param sideBySide how many at once
 */
record Trials(String where, Supplier<CrashSite> sites, Pace pace, CrashTable table, SideBySide sideBySide) {

    /** The same, so many at once. */
    Trials atMost(int atOnce) {
        return new Trials(where, sites, pace, table, new SideBySide(atOnce));
    }

    /** What is tried; returns the row that it belongs to. */
    interface Attempt {
        String on(Trial trial);
    }

    /** A scenario without any fault: the calls of its first start, and what that throws. */
    record Dry(List<Call> calls, @Nullable Throwable thrown) {}

    /** Where something happens to a scenario, and what happens otherwise. */
    record Spot(Scenario scenario, Dry dry, CrashPoint point) {}

    /** Where something happens to a scenario, and to the start after it. */
    record Pair(Scenario scenario, CrashPoint first, CrashPoint second) {}

    /** The spots of these scenarios that are to be tried. */
    List<Spot> spots(Collection<Scenario> scenarios, Function<List<Call>, List<CrashPoint>> points) {
        return flat(sideBySide.map(scenarios, scenario -> {
            Dry dry = dry(scenario);
            List<Spot> spots = new ArrayList<>();
            int index = 0;
            for (CrashPoint point : points.apply(dry.calls)) {
                if (table.extent().includes(scenario, index++)) {
                    spots.add(new Spot(scenario, dry, point));
                }
            }
            return spots;
        }));
    }

    /** The pairs that are to be tried; {@code next} gives the calls of the start after the one with that point. */
    List<Pair> pairs(
            Collection<Scenario> scenarios,
            Function<List<Call>, List<CrashPoint>> points,
            BiFunction<Scenario, CrashPoint, List<Call>> next) {
        return flat(sideBySide.map(scenarios, scenario -> {
            List<CrashPoint> firsts = points.apply(dry(scenario).calls);
            return flat(sideBySide.map(firsts, first -> {
                List<Pair> pairs = new ArrayList<>();
                int index = 0;
                for (CrashPoint second : points.apply(next.apply(scenario, first))) {
                    if (table.extent().includes(scenario, firsts.indexOf(first), index++)) {
                        pairs.add(new Pair(scenario, first, second));
                    }
                }
                return pairs;
            }));
        }));
    }

    private static <T> List<T> flat(List<List<T>> lists) {
        return lists.stream().flatMap(List::stream).toList();
    }

    /** What happens if nothing happens. */
    Dry dry(Scenario scenario) {
        Trial trial = prepared(scenario);
        Calls calls = Calls.undisturbed();
        @Nullable Throwable thrown = trial.first(calls);
        return new Dry(calls.trace(), thrown);
    }

    /** The calls of the start that recovers from one that has died there. */
    List<Call> dryRecovery(Scenario scenario, CrashPoint first) {
        Trial trial = prepared(scenario);
        @Nullable Throwable unused = trial.first(Calls.with(first, Fault.die()));
        trial.expire();
        Calls calls = Calls.undisturbed();
        @Nullable Throwable ignored = trial.again(calls);
        return calls.trace();
    }

    /** A trial with a service of its own, before its first start. */
    Trial prepared(Scenario scenario) {
        Trial trial = newTrial(scenario);
        trial.prepare();
        return trial;
    }

    void tried(Scenario scenario, String how, CrashPoint point, Attempt attempt) {
        Trial trial = newTrial(scenario);
        try {
            trial.prepare();
            String row = attempt.on(trial);
            table.count(where, how, row, scenario, trial.starts());
        } catch (Throwable thrown) {
            table.failed(where, how, Row.NOTHING, trial, "at " + point, thrown);
        }
    }

    private Trial newTrial(Scenario scenario) {
        return new Trial(sites.get(), scenario, Services.next(), pace);
    }
}
