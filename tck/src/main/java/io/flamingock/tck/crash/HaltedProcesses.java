package io.flamingock.tck.crash;

import io.flamingock.tck.crash.Calls.Call;
import io.flamingock.tck.crash.CrashPoint.Side;
import io.flamingock.tck.crash.OtherProcesses.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Has processes halt at each of the calls of a start. Their place is open in one process at a time, as a database in a
 * file must be.
 */
public final class HaltedProcesses {

    private final OtherProcesses processes;
    private int atOnce = 150;

    /**
     * Tests for one place.
     *
     * @param where the name of the database, for the table
     * @param place its databases
     * @param opener opens them in the other process
     * @param pace whether leases really expire or are {@linkplain CrashSite#letPass let pass}
     * @param table what was tried goes there
     */
    public HaltedProcesses(
            String where, Place place, Class<? extends CrashSite.Opener> opener, Pace pace, CrashTable table) {
        this.processes = new OtherProcesses(where, place, opener, pace, table);
    }

    /**
     * With a process for each point: slow, and the same.
     *
     * @return this
     */
    public HaltedProcesses oneProcessForEachPoint() {
        atOnce = 1;
        return this;
    }

    /**
     * Halts at each point of these scenarios.
     *
     * @param scenarios each on a service of its own
     */
    public void halt(List<Scenario> scenarios) {
        boolean each = processes.table().extent() == Extent.FULL;
        List<Standing> all;
        try (CrashSite site = processes.place().open()) {
            all = processes.prepared(site, scenarios, each ? Points::all : Points::deadly);
        }
        for (List<Standing> group : groups(all)) {
            List<Standing> halted = haltAll(group, true);
            try (CrashSite site = processes.place().open()) {
                SideBySide.MANY.forEach(halted, one -> recover(site, one, "halts", ""));
            }
        }
    }

    /**
     * Halts at such calls, and again at each point of the start that recovers from that.
     *
     * @param scenarios each on a service of its own
     * @param before which calls to halt at first
     */
    public void haltAgain(List<Scenario> scenarios, Predicate<Call> before) {
        List<Twice> all;
        try (CrashSite site = processes.place().open()) {
            all = SideBySide.MANY.map(scenarios, scenario -> twice(site, scenario, before)).stream()
                    .flatMap(List::stream)
                    .toList();
        }
        for (List<Twice> group : groups(all)) {
            List<Standing> halted = haltAll(group.stream().map(Twice::first).toList(), true);
            try (CrashSite site = processes.place().open()) {
                halted.forEach(one -> processes.trial(site, one).expire());
            }
            List<Standing> again = haltAll(group.stream().map(Twice::again).toList(), false);
            try (CrashSite site = processes.place().open()) {
                SideBySide.MANY.forEach(
                        again, one -> recover(site, one, "halts, and so does the next", rowOfSecond(one)));
            }
        }
    }

    /** A start that is to halt, and where the next one is to. */
    private record Twice(Standing first, CrashPoint second) {
        Standing again() {
            return new Standing(first.service(), first.scenario(), second, List.of());
        }
    }

    private List<Twice> twice(CrashSite site, Scenario scenario, Predicate<Call> before) {
        Trials trials = processes.trials(site);
        List<Twice> all = new ArrayList<>();
        for (Call call : trials.dry(scenario).calls()) {
            if (before.test(call)) {
                CrashPoint first = new CrashPoint(call.number(), Side.BEFORE);
                Points.deadly(trials.dryRecovery(scenario, first))
                        .forEach(second -> all.add(new Twice(processes.prepared(site, scenario, first), second)));
            }
        }
        return all;
    }

    private static String rowOfSecond(Standing second) {
        boolean acquired = Row.has(second.executed(), "tryAcquire");
        boolean fenced = Row.has(second.executed(), "occupy TAKEN_OVER");
        return acquired && !fenced ? "14" : Row.has(second.executed(), "settle a") ? "6c" : "";
    }

    private <T> List<List<T>> groups(List<T> all) {
        List<List<T>> groups = new ArrayList<>();
        for (int from = 0; from < all.size(); from += atOnce) {
            groups.add(all.subList(from, Math.min(all.size(), from + atOnce)));
        }
        return groups;
    }

    private List<Standing> haltAll(List<Standing> toStart, boolean first) {
        try (ChildProcess child = processes.child()) {
            List<Standing> standing = processes.startAll(child, toStart, first);
            child.halt();
            return standing;
        }
    }

    private void recover(CrashSite site, Standing one, String how, String rowOfSecond) {
        Trial trial = processes.trial(site, one);
        String row = Row.NOTHING;
        try {
            row = rowOfSecond.isEmpty() ? trial.row(one.executed()) : rowOfSecond;
            trial.check();
            trial.recover();
            trial.finish();
            processes.table().count(processes.where(), how, row, one.scenario(), trial.starts());
        } catch (Throwable thrown) {
            String point = "at " + one.point() + " after " + one.executed();
            processes.table().failed(processes.where(), how, row, trial, point, thrown);
        }
    }
}
