package io.flamingock.tck.crash;

import io.flamingock.tck.crash.Calls.Call;
import io.flamingock.tck.crash.CrashPoint.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Has starts of other processes halt, or really stop, at each of their calls. What stands still in one process at its
 * own point each, on services of their own, ends or stops with it at the same moment: one process for many points.
 */
public final class OtherProcesses {

    private final String where;
    private final Class<? extends CrashSite.Opener> opener;
    private final Pace pace;
    private final CrashTable table;
    private int atOnce = 150;
    private boolean afterToo;
    private boolean oneByOne;

    /** {@code pace} is that of the leases of all processes; the clock is real. */
    public OtherProcesses(String where, Class<? extends CrashSite.Opener> opener, Pace pace, CrashTable table) {
        this.where = where;
        this.opener = opener;
        this.pace = pace;
        this.table = table;
    }

    /** With a process for each point: slow, and the same. */
    public OtherProcesses oneProcessForEachPoint() {
        atOnce = 1;
        return this;
    }

    /** After each call as well, which is the same for everybody else as before the next one. */
    public OtherProcesses afterEachCallToo() {
        afterToo = true;
        return this;
    }

    /** For databases that cannot tell whose session blocks a write, so that whoever else writes may be ended as well. */
    public OtherProcesses oneByOne() {
        oneByOne = true;
        return this;
    }

    private List<CrashPoint> points(List<Call> calls) {
        if (afterToo) {
            return InProcessCrashes.points(calls);
        }
        List<CrashPoint> points = new ArrayList<>(InProcessCrashes.before(calls));
        points.add(new CrashPoint(calls.size(), Side.AFTER));
        return points;
    }

    /** A trial whose first process stands at a point. */
    private record Standing(String service, Scenario scenario, CrashPoint point, List<Call> executed) {

        Trial trial(CrashSite site, Pace pace) {
            Trial trial = new Trial(site, scenario, service, pace);
            trial.wasStartedElsewhere();
            return trial;
        }
    }

    /** A place to open, in this process or another. */
    public interface Place {
        CrashSite open();

        String address();
    }

    /**
     * Halts at each point of these scenarios. The place is open in one process at a time, as a database in a file must
     * be.
     */
    public void halt(Place place, List<Scenario> scenarios) {
        List<Standing> all = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            try (CrashSite site = place.open()) {
                points(dryRun(site, scenario)).forEach(point -> all.add(prepared(site, scenario, point)));
            }
        }
        for (int from = 0; from < all.size(); from += atOnce) {
            List<Standing> group = all.subList(from, Math.min(all.size(), from + atOnce));
            List<Standing> halted = haltAll(place, group, true);
            try (CrashSite site = place.open()) {
                halted.parallelStream().forEach(one -> recover(site, one, "halts", ""));
            }
        }
    }

    /** Halts at each point of the start that recovers from one that has halted there. */
    public void haltAgain(Place place, Scenario scenario, Predicate<Call> before) {
        List<CrashPoint> firsts;
        try (CrashSite site = place.open()) {
            firsts = dryRun(site, scenario).stream()
                    .filter(before)
                    .map(call -> new CrashPoint(call.number(), Side.BEFORE))
                    .toList();
        }
        for (CrashPoint first : firsts) {
            int points = recoveryPoints(place, scenario, first);
            List<Standing> toStart = new ArrayList<>();
            try (CrashSite site = place.open()) {
                for (int i = 0; i < points; i++) {
                    toStart.add(prepared(site, scenario, first));
                }
            }
            List<Standing> halted = haltAll(place, toStart, true);
            try (CrashSite site = place.open()) {
                halted.forEach(one -> one.trial(site, pace).expire());
            }
            List<Standing> next = new ArrayList<>();
            for (Standing one : halted) {
                next.add(new Standing(
                        one.service, scenario, new CrashPoint(next.size() + 1, Side.BEFORE), one.executed));
            }
            List<Standing> haltedAgain = haltAll(place, next, false);
            try (CrashSite site = place.open()) {
                haltedAgain.parallelStream()
                        .forEach(one -> recover(site, one, "halts, and so does the next", rowOfSecond(one)));
            }
        }
    }

    private static String rowOfSecond(Standing second) {
        boolean acquired = Row.has(second.executed, "tryAcquire");
        boolean fenced = Row.has(second.executed, "occupy TAKEN_OVER");
        return acquired && !fenced ? "14" : Row.has(second.executed, "settle a") ? "6c" : "";
    }

    /** How many calls the start makes that recovers from this. */
    private int recoveryPoints(Place place, Scenario scenario, CrashPoint first) {
        Standing one;
        try (CrashSite site = place.open()) {
            one = prepared(site, scenario, first);
        }
        List<Standing> halted = haltAll(place, List.of(one), true);
        try (CrashSite site = place.open()) {
            Trial trial = halted.get(0).trial(site, pace);
            trial.expire();
            Calls calls = Calls.undisturbed();
            @Nullable Throwable unused = trial.again(calls);
            return calls.trace().size();
        }
    }

    private List<Standing> haltAll(Place place, List<Standing> toStart, boolean first) {
        try (ChildProcess child = child(place)) {
            List<Standing> standing = startAll(child, toStart, first);
            child.halt();
            return standing;
        }
    }

    private List<Standing> startAll(ChildProcess child, List<Standing> toStart, boolean first) {
        List<Standing> standing = new ArrayList<>();
        for (Standing one : toStart) {
            String[] answer =
                    child.startAt(one.service, one.scenario, one.point, first).split(" ", 3);
            Trial.claim(answer[0].equals("stands"), one + ": " + String.join(" ", answer));
            standing.add(new Standing(one.service, one.scenario, one.point, Child.calls(answer[2])));
        }
        return standing;
    }

    private void recover(CrashSite site, Standing one, String how, String rowOfSecond) {
        Trial trial = one.trial(site, pace);
        String row = Row.NOTHING;
        try {
            row = rowOfSecond.isEmpty() ? trial.row(one.executed) : rowOfSecond;
            trial.check();
            trial.recover();
            trial.finish();
            table.count(where, how, row, one.scenario, trial.starts());
        } catch (Throwable thrown) {
            table.failed(where, how, row, trial, "at " + one.point + " after " + one.executed, thrown);
        }
    }

    /**
     * Stops a process at each point of these scenarios, with all of its threads; another takes over and goes as far as
     * it can; then the stopped one goes on. The place is a server.
     */
    public void stop(Place place, List<Scenario> scenarios) {
        try (CrashSite site = place.open()) {
            List<Standing> toStart = new ArrayList<>();
            for (Scenario scenario : scenarios) {
                InProcessCrashes.before(dryRun(site, scenario))
                        .forEach(point -> toStart.add(prepared(site, scenario, point)));
            }
            stop(place, site, toStart);
        }
    }

    /** The same at some calls of one scenario, with a process for each of them, so that it is clear who blocks whom. */
    public void stopAlone(Place place, Scenario scenario, Predicate<Call> before) {
        try (CrashSite site = place.open()) {
            dryRun(site, scenario).stream()
                    .filter(before)
                    .map(call -> prepared(site, scenario, new CrashPoint(call.number(), Side.BEFORE)))
                    .forEach(one -> stop(place, site, List.of(one)));
        }
    }

    private void stop(Place place, CrashSite site, List<Standing> toStart) {
        try (ChildProcess child = child(place)) {
            List<Stopped> stopped = startAll(child, toStart, true).stream()
                    .map(one -> new Stopped(one, one.trial(site, pace)))
                    .toList();
            child.stop();
            each(stopped, one -> {
                one.row =
                        Row.ofPause(one.standing.scenario, one.standing.executed, one.trial.log(), one.trial.oracle());
                one.trial.takeOver();
            });
            child.go();
            child.resume();
            stopped.forEach(one -> one.answer = child.answer());
            each(stopped, one -> {
                Trial.claim(isOurs(one.answer), "what the stopped one throws is ours, but: " + one.answer);
                one.trial.check();
                one.trial.finish();
            });
            stopped.forEach(this::count);
        }
    }

    /** A trial whose first process is stopped. */
    private static final class Stopped {
        private final Standing standing;
        private final Trial trial;
        private String row = Row.NOTHING;
        private String answer = "";
        private @Nullable Throwable failure;

        Stopped(Standing standing, Trial trial) {
            this.standing = standing;
            this.trial = trial;
        }
    }

    private void each(List<Stopped> stopped, Consumer<Stopped> attempt) {
        (oneByOne ? stopped.stream() : stopped.parallelStream())
                .filter(one -> one.failure == null)
                .forEach(one -> {
                    try {
                        attempt.accept(one);
                    } catch (Throwable thrown) {
                        one.failure = thrown;
                    }
                });
    }

    private void count(Stopped one) {
        String how = "is stopped, another takes over";
        if (one.failure == null) {
            table.count(where, how, one.row, one.standing.scenario, one.trial.starts());
        } else {
            table.failed(where, how, one.row, one.trial, one.standing.point + ", " + one.answer, one.failure);
        }
    }

    private static boolean isOurs(String answer) {
        return answer.startsWith("ended ") && (answer.endsWith(" null") || answer.contains(" io.flamingock."));
    }

    private List<Call> dryRun(CrashSite site, Scenario scenario) {
        Trial trial = new Trial(site, scenario, Services.next(), pace);
        trial.prepare();
        Calls calls = Calls.undisturbed();
        @Nullable Throwable unused = trial.first(calls);
        return calls.trace();
    }

    private Standing prepared(CrashSite site, Scenario scenario, CrashPoint point) {
        String service = Services.next();
        new Trial(site, scenario, service, pace).prepare();
        return new Standing(service, scenario, point, List.of());
    }

    private ChildProcess child(Place place) {
        return ChildProcess.start(opener, place.address(), pace);
    }
}
