package io.flamingock.tck.crash;

import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.tck.crash.Calls.Call;
import io.flamingock.tck.crash.Trials.Pair;
import io.flamingock.tck.crash.Trials.Spot;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has a start stand still at each of its calls while others take its lease over, and then go on as if nothing had
 * happened: on the thread of its own that stands for another process. By its own clock its lease has not expired.
 */
public final class InProcessPauses {

    private static final Duration SHORT_GRACE = Duration.ofMillis(40);

    private Trials trials;

    /**
     * Tests for one kind of site.
     *
     * @param where the name of the database, for the table
     * @param sites gives the site for a trial, which leaves it open: a new one, or always the same
     * @param pace how long things last
     * @param table what was tried goes there
     */
    public InProcessPauses(String where, Supplier<CrashSite> sites, Pace pace, CrashTable table) {
        // who stands still in a transaction blocks others for long
        this.trials = new Trials(where, sites, pace.withGrace(SHORT_GRACE), table, SideBySide.MANY);
    }

    /**
     * So many trials at once, instead of a dozen: one where a database cannot tell whose session blocks a write, so
     * that whoever else writes may be ended as well.
     *
     * @param trialsAtOnce from 1
     * @return this
     */
    public InProcessPauses atMost(int trialsAtOnce) {
        trials = trials.atMost(trialsAtOnce);
        return this;
    }

    private <T> void each(List<T> things, Consumer<T> action) {
        trials.sideBySide().forEach(things, action);
    }

    /**
     * Another start takes over and goes as far as it can; then the one that stood still goes on.
     *
     * @param scenarios each on a service of its own
     */
    public void isOvertaken(List<Scenario> scenarios) {
        each(trials.spots(scenarios, Points::before), this::isOvertaken);
    }

    private void isOvertaken(Spot spot) {
        trials.tried(spot.scenario(), "stands still, another takes over", spot.point(), trial -> {
            StandingStart first = StandingStart.at(spot.point(), trial::first);
            String row = rowOf(trial, first);
            trial.expire();
            @Nullable Throwable thrown = trial.again(Calls.undisturbed());
            boolean heldUp = isHeldUp(trial, first, thrown);
            if (!heldUp) {
                trial.recoverBeside(thrown);
            }
            boolean takenOver = wasTakenOver(trial, heldUp);
            first.goOn();
            if (takenOver) {
                first.checkStartsNothingAfter(spot.point());
            }
            trial.check();
            trial.finish();
            return row;
        });
    }

    /** Where nobody reads what an open transaction has written, that is one of mode SHARED. */
    private static String rowOf(Trial trial, StandingStart first) {
        Scenario scenario = trial.scenario();
        try {
            return Row.ofPause(scenario, first.executed(), trial.log(), trial.oracle());
        } catch (RuntimeException e) {
            if (!isHeldUp(trial, first, e)) {
                throw e;
            }
            return scenario.course().undoes() ? "15" : "5";
        }
    }

    /** Nobody but who stands there can be the one that holds up everybody else, and only by an open transaction. */
    private static boolean isHeldUp(Trial trial, StandingStart first, @Nullable Throwable thrown) {
        return Row.isInTransaction(first.executed()) && trial.isHeldUp(thrown);
    }

    private static boolean wasTakenOver(Trial trial, boolean heldUp) {
        try {
            return trial.log().count(State.TAKEN_OVER) > 0;
        } catch (RuntimeException e) {
            if (!heldUp || !trial.isHeldUp(e)) {
                throw e;
            }
            return false; // whoever cannot read the log takes nothing over
        }
    }

    /**
     * A call is not answered, and before the process asks again it stands still while another takes over.
     *
     * @param scenarios each on a service of its own
     */
    public void isOvertakenWhileAnAnswerIsLost(List<Scenario> scenarios) {
        each(trials.spots(scenarios, Points::answersButTheLast), this::isOvertakenWhileAnAnswerIsLost);
    }

    private void isOvertakenWhileAnAnswerIsLost(Spot spot) {
        Call call = spot.dry().calls().get(spot.point().call() - 1);
        trials.tried(spot.scenario(), "loses an answer and stands still", spot.point(), trial -> {
            CrashPoint next = new CrashPoint(call.number() + 1, CrashPoint.Side.BEFORE);
            StandingStart first =
                    StandingStart.mayStandAt(Calls.with(spot.point(), Fault.breakOnce()), next, trial::first);
            trial.expire();
            trial.recoverBeside(trial.again(Calls.undisturbed()));
            first.goOn();
            trial.check();
            trial.finish();
            return Row.ofLostAnswer(call, false, false);
        });
    }

    /**
     * Others take over, operators decide, and everything is done; then the one that stood still goes on.
     *
     * @param scenarios each on a service of its own
     */
    public void wakesUpAfterTheEnd(List<Scenario> scenarios) {
        each(trials.spots(scenarios, Points::before), this::wakesUpAfterTheEnd);
    }

    private void wakesUpAfterTheEnd(Spot spot) {
        trials.tried(spot.scenario(), "stands still until all is done and decided", spot.point(), trial -> {
            StandingStart first = StandingStart.at(spot.point(), trial::first);
            String row = Row.ofPause(spot.scenario(), first.executed(), trial.log(), trial.oracle());
            trial.finish();
            LogSays before = trial.log();
            first.goOn();
            if (before.count(State.TAKEN_OVER) > 0) {
                checkOnlyEvidence(before, trial.log());
                first.checkStartsNothingAfter(spot.point());
            }
            trial.mayHaveActedTwice();
            trial.finish();
            return row;
        });
    }

    private static void checkOnlyEvidence(LogSays before, LogSays after) {
        List<AuditEntry> came =
                after.entries().subList(before.entries().size(), after.entries().size());
        Trial.claim(
                came.stream().allMatch(e -> e.event().state() == State.LATE),
                "one whose lease was taken over leaves evidence only, but wrote " + new LogSays(came));
    }

    /**
     * Another start takes over and stands still as well; the first goes on to its end, then the second.
     *
     * @param scenarios each on a service of its own
     */
    public void bothStand(List<Scenario> scenarios) {
        each(
                trials.pairs(scenarios, Points::before, this::dryTakeover),
                pair -> twice(pair, "stands still, so does the next start", false));
    }

    /**
     * Both stand still while a third does everything; then both go on, the second first.
     *
     * @param scenarios each on a service of its own
     */
    public void bothAreOvertaken(List<Scenario> scenarios) {
        each(
                trials.pairs(scenarios, Points::before, this::dryTakeover),
                pair -> twice(pair, "both stand still, a third takes over", true));
    }

    private void twice(Pair pair, String how, boolean third) {
        trials.tried(pair.scenario(), how, pair.first(), trial -> {
            StandingStart first = StandingStart.at(pair.first(), trial::first);
            String row = Row.ofPause(pair.scenario(), first.executed(), trial.log(), trial.oracle());
            trial.expire();
            StandingStart second = StandingStart.at(pair.second(), trial::again);
            boolean fenced = Row.has(second.executed(), "occupy TAKEN_OVER");
            boolean acquired = Row.has(second.executed(), "tryAcquire");
            if (third) {
                trial.expire();
                trial.recoverBeside(trial.again(Calls.undisturbed()));
            }
            (third ? second : first).goOn();
            (third ? first : second).goOn();
            if (third) {
                trial.mayHaveActedTwice();
            }
            trial.check();
            trial.finish();
            return acquired && !fenced ? "14" : row;
        });
    }

    /** The calls of the start that takes over from a first one at that point. */
    private List<Call> dryTakeover(Scenario scenario, CrashPoint point) {
        Trial trial = trials.prepared(scenario);
        StandingStart first = StandingStart.at(point, trial::first);
        trial.expire();
        Calls calls = Calls.undisturbed();
        @Nullable Throwable unused = trial.again(calls);
        first.goOn();
        return calls.trace();
    }
}
