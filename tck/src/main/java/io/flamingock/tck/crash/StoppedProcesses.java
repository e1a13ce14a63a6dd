package io.flamingock.tck.crash;

import io.flamingock.tck.crash.Calls.Call;
import io.flamingock.tck.crash.OtherProcesses.Standing;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Really stops processes, with all of their threads, at each of the calls of a start; another takes over and goes as far
 * as it can; then the stopped one goes on. Their place is a server.
 */
public final class StoppedProcesses {

    private final OtherProcesses processes;
    private boolean oneByOne;

    /**
     * Tests for one place.
     *
     * @param where the name of the database, for the table
     * @param place its databases
     * @param opener opens them in the other process
     * @param pace whether leases really expire or are {@linkplain CrashSite#letPass let pass}
     * @param table what was tried goes there
     */
    public StoppedProcesses(
            String where, Place place, Class<? extends CrashSite.Opener> opener, Pace pace, CrashTable table) {
        this.processes = new OtherProcesses(where, place, opener, pace, table);
    }

    /**
     * For databases that cannot tell whose session blocks a write, so that whoever else writes may be ended as well.
     *
     * @return this
     */
    public StoppedProcesses oneByOne() {
        oneByOne = true;
        return this;
    }

    /**
     * Stops one process that stands at each point of these scenarios.
     *
     * @param scenarios each on a service of its own
     */
    public void stop(List<Scenario> scenarios) {
        try (CrashSite site = processes.place().open()) {
            stop(site, processes.prepared(site, scenarios, Points::before));
        }
    }

    /**
     * The same at some calls of them, with a process for each of these, so that it is clear who blocks whom.
     *
     * @param scenarios each on a service of its own
     * @param before which calls to stop at
     */
    public void stopAlone(List<Scenario> scenarios, Predicate<Call> before) {
        try (CrashSite site = processes.place().open()) {
            processes
                    .prepared(
                            site,
                            scenarios,
                            calls -> Points.before(calls.stream().filter(before).toList()))
                    .forEach(one -> stop(site, List.of(one)));
        }
    }

    private void stop(CrashSite site, List<Standing> toStart) {
        try (ChildProcess child = processes.child()) {
            List<Stopped> stopped = processes.startAll(child, toStart, true).stream()
                    .map(one -> new Stopped(one, processes.trial(site, one)))
                    .toList();
            child.stop();
            each(stopped, Stopped::isTakenOver);
            child.go();
            child.resume();
            Map<String, String[]> answers = child.answers(stopped.size());
            stopped.forEach(one -> one.answer = String.join(" ", answers.get(one.standing.service())));
            each(stopped, Stopped::comesToItsEnd);
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

        void isTakenOver() {
            row = Row.ofPause(standing.scenario(), standing.executed(), trial.log(), trial.oracle());
            trial.takeOver();
        }

        void comesToItsEnd() {
            boolean isOurs =
                    answer.startsWith("ended ") && (answer.endsWith(" null") || answer.contains(" io.flamingock."));
            Trial.claim(isOurs, "what the stopped one throws is ours, but: " + answer);
            trial.check();
            trial.finish();
        }
    }

    private void each(List<Stopped> stopped, Consumer<Stopped> attempt) {
        List<Stopped> going =
                stopped.stream().filter(one -> one.failure == null).toList();
        if (oneByOne) {
            going.forEach(one -> tryOn(one, attempt));
        } else {
            SideBySide.MANY.forEach(going, one -> tryOn(one, attempt));
        }
    }

    private static void tryOn(Stopped one, Consumer<Stopped> attempt) {
        try {
            attempt.accept(one);
        } catch (Throwable thrown) {
            one.failure = thrown;
        }
    }

    private void count(Stopped one) {
        String how = "is stopped, another takes over";
        String where = processes.where();
        if (one.failure == null) {
            processes.table().count(where, how, one.row, one.standing.scenario(), one.trial.starts());
        } else {
            String point = one.standing.point() + ", " + one.answer;
            processes.table().failed(where, how, one.row, one.trial, point, one.failure);
        }
    }
}
