package io.flamingock.tck.crash;

import io.flamingock.api.FlamingockException;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.tck.crash.Calls.Call;
import io.flamingock.tck.crash.Trials.Pair;
import io.flamingock.tck.crash.Trials.Spot;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has a start stand still at each of its calls while others take its lease over, and then go on as if nothing had
 * happened: on the thread of its own that stands for another process. By its own clock its lease has not expired.
 */
public final class InProcessPauses {

    private static final int LIMIT_SECONDS = 30;
    private static final Duration SHORT_GRACE = Duration.ofMillis(40);

    private final Trials trials;
    private boolean oneByOne;

    /** {@code sites} gives the site for a trial, which leaves it open: a new one, or always the same. */
    public InProcessPauses(String where, Supplier<CrashSite> sites, Pace pace, CrashTable table) {
        // who stands still in a transaction blocks others for long
        this.trials = new Trials(where, sites, pace.withGrace(SHORT_GRACE), table);
    }

    /** For databases that cannot tell whose session blocks a write, so that whoever else writes may be ended as well. */
    public InProcessPauses oneByOne() {
        oneByOne = true;
        return this;
    }

    private <T> void each(List<T> things, Consumer<T> action) {
        if (oneByOne) {
            things.forEach(action);
        } else {
            SideBySide.forEach(things, action);
        }
    }

    /** One start that stands still where it was told to, on a thread of its own. */
    private static final class Standing {
        private final Pause pause = new Pause();
        private final Calls calls;
        private final Thread thread;
        private @Nullable Throwable thrown;
        private volatile boolean ended;

        private Standing(Calls calls, CrashPoint point, Function<Calls, @Nullable Throwable> start) {
            this.calls = calls.and(point, Fault.pause(pause));
            this.thread = new Thread(() -> run(start), "standing");
            thread.setDaemon(true);
        }

        private void run(Function<Calls, @Nullable Throwable> start) {
            try {
                thrown = start.apply(calls);
            } finally {
                ended = true;
                pause.giveUp();
            }
        }

        static Standing at(CrashPoint point, Function<Calls, @Nullable Throwable> start) {
            return at(Calls.undisturbed(), point, start);
        }

        static Standing at(Calls calls, CrashPoint point, Function<Calls, @Nullable Throwable> start) {
            Standing standing = mayStandAt(calls, point, start);
            Trial.claim(!standing.ended, "it reaches " + point + ", but: " + standing.thrown);
            return standing;
        }

        /** The same, where a fault before may have ended it. */
        static Standing mayStandAt(Calls calls, CrashPoint point, Function<Calls, @Nullable Throwable> start) {
            Standing standing = new Standing(calls, point, start);
            standing.thread.start();
            Trial.claim(standing.pause.awaitReached(LIMIT_SECONDS), "it reaches " + point);
            return standing;
        }

        /** Goes on to its end. */
        void goOn() {
            pause.end();
            try {
                thread.join(LIMIT_SECONDS * 1000L);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Trial.claim(!thread.isAlive(), "the one that stood still comes to its end");
            Trial.claim(
                    thrown == null || thrown instanceof FlamingockException,
                    "what the one that stood still throws is ours, but: " + thrown);
        }

        List<Call> executed() {
            return calls.executed();
        }

        /** Only a body that it stood right before can still begin (the residue of protocol §6). */
        void checkStartsNothingAfter(CrashPoint point) {
            Trial.claim(
                    calls.trace().stream()
                            .skip(point.call())
                            .noneMatch(call -> call.name().endsWith(" begins")),
                    "one whose lease was taken over starts nothing, but: " + calls.trace());
        }
    }

    /** Another start takes over and goes as far as it can; then the one that stood still goes on. */
    public void isOvertaken(List<Scenario> scenarios) {
        each(trials.spots(scenarios, Points::before), this::isOvertaken);
    }

    private void isOvertaken(Spot spot) {
        trials.tried(spot.scenario(), "stands still, another takes over", spot.point(), trial -> {
            Standing first = Standing.at(spot.point(), trial::first);
            String row = Row.ofPause(spot.scenario(), first.executed(), trial.log(), trial.oracle());
            trial.expire();
            trial.recoverBeside(trial.again(Calls.undisturbed()));
            boolean takenOver = trial.log().count(State.TAKEN_OVER) > 0;
            first.goOn();
            if (takenOver) {
                first.checkStartsNothingAfter(spot.point());
            }
            trial.check();
            trial.finish();
            return row;
        });
    }

    /** A call is not answered, and before the process asks again it stands still while another takes over. */
    public void isOvertakenWhileAnAnswerIsLost(List<Scenario> scenarios) {
        each(trials.spots(scenarios, Points::answersButTheLast), this::isOvertakenWhileAnAnswerIsLost);
    }

    private void isOvertakenWhileAnAnswerIsLost(Spot spot) {
        Call call = spot.dry().calls().get(spot.point().call() - 1);
        trials.tried(spot.scenario(), "loses an answer and stands still", spot.point(), trial -> {
            CrashPoint next = new CrashPoint(call.number() + 1, CrashPoint.Side.BEFORE);
            Standing first = Standing.mayStandAt(Calls.with(spot.point(), Fault.breakOnce()), next, trial::first);
            trial.expire();
            trial.recoverBeside(trial.again(Calls.undisturbed()));
            first.goOn();
            trial.check();
            trial.finish();
            return Row.ofLostAnswer(call, false, false);
        });
    }

    /** Others take over, operators decide, and everything is done; then the one that stood still goes on. */
    public void wakesUpAfterTheEnd(List<Scenario> scenarios) {
        each(trials.spots(scenarios, Points::before), this::wakesUpAfterTheEnd);
    }

    private void wakesUpAfterTheEnd(Spot spot) {
        trials.tried(spot.scenario(), "stands still until all is done and decided", spot.point(), trial -> {
            Standing first = Standing.at(spot.point(), trial::first);
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

    /** Another start takes over and stands still as well; the first goes on to its end, then the second. */
    public void bothStand(List<Scenario> scenarios) {
        each(
                trials.pairs(scenarios, Points::before, this::dryTakeover),
                pair -> twice(pair, "stands still, so does the next start", false));
    }

    /** Both stand still while a third does everything; then both go on, the second first. */
    public void bothAreOvertaken(List<Scenario> scenarios) {
        each(
                trials.pairs(scenarios, Points::before, this::dryTakeover),
                pair -> twice(pair, "both stand still, a third takes over", true));
    }

    private void twice(Pair pair, String how, boolean third) {
        trials.tried(pair.scenario(), how, pair.first(), trial -> {
            Standing first = Standing.at(pair.first(), trial::first);
            String row = Row.ofPause(pair.scenario(), first.executed(), trial.log(), trial.oracle());
            trial.expire();
            Standing second = Standing.at(pair.second(), trial::again);
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
        Standing first = Standing.at(point, trial::first);
        trial.expire();
        Calls calls = Calls.undisturbed();
        @Nullable Throwable unused = trial.again(calls);
        first.goOn();
        return calls.trace();
    }
}
