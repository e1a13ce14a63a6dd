package io.flamingock.tck.crash;

import io.flamingock.api.FlamingockException;
import io.flamingock.api.OutcomeNotRecordedException;
import io.flamingock.tck.crash.Calls.Call;
import io.flamingock.tck.crash.Calls.Party;
import io.flamingock.tck.crash.CrashPoint.Side;
import io.flamingock.tck.crash.Scenario.Course;
import java.time.Duration;
import java.util.ArrayList;
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

    private final Trials trials;

    /** {@code sites} gives the site for a trial, which leaves it open: a new one, or always the same. */
    public InProcessCrashes(String where, Supplier<CrashSite> sites, Pace pace, CrashTable table) {
        this.trials = new Trials(where, sites, pace, table);
    }

    /** The process dies before and after each call. */
    public void dies(Scenario scenario) {
        for (CrashPoint point : points(dryRun(scenario))) {
            trials.tried(scenario, "dies", point, trial -> {
                Calls calls = Calls.with(point, Fault.die());
                @Nullable Throwable unused = trial.first(calls);
                Trial.claim(calls.isDead(), "it reaches " + point);
                trial.check();
                String row = trial.row(calls.executed());
                trial.recover();
                trial.finish();
                return row;
            });
        }
    }

    /** The process dies, and so does the one that recovers from it, before each of its calls. */
    public void diesTwice(Scenario scenario) {
        for (CrashPoint first : before(dryRun(scenario))) {
            for (CrashPoint second : before(dryRecovery(scenario, first))) {
                trials.tried(scenario, "dies, and so does the next start", first, trial -> {
                    Calls calls = Calls.with(first, Fault.die());
                    @Nullable Throwable unused = trial.first(calls);
                    String row = trial.row(calls.executed());
                    trial.expire();
                    Calls next = Calls.with(second, Fault.die());
                    @Nullable Throwable ignored = trial.again(next);
                    Trial.claim(next.isDead(), "the next one reaches " + second);
                    trial.check();
                    row = isBeforeFence(next) ? "14" : Row.has(next.executed(), "settle a") ? "6c" : row;
                    trial.recover();
                    trial.finish();
                    return row;
                });
            }
        }
    }

    private static boolean isBeforeFence(Calls calls) {
        return Row.has(calls.executed(), "tryAcquire") && !Row.has(calls.executed(), "occupy TAKEN_OVER");
    }

    /** A call is not answered, once: it was not executed, it was, or it arrives later. The process lives. */
    public void losesAnswer(Scenario scenario) {
        Dry dry = dry(scenario);
        for (CrashPoint point : points(dry.calls)) {
            Call call = dry.calls.get(point.call() - 1);
            if (call.party() != Party.BODY && !call.name().equals("close")) {
                loses(scenario, "loses an answer", dry, point, Calls.with(point, Fault.breakOnce()));
                if (point.side() == Side.BEFORE && canArriveLater(call)) {
                    for (int delay : DELAYS) {
                        loses(
                                scenario,
                                "loses an answer, it arrives late",
                                dry,
                                point,
                                Calls.delayed(point.call(), delay));
                    }
                }
            }
        }
    }

    private static boolean canArriveLater(Call call) {
        return call.name().startsWith("append")
                || call.name().startsWith("occupy")
                || call.name().equals("tryAcquire")
                || call.name().equals("commit");
    }

    private void loses(Scenario scenario, String how, Dry dry, CrashPoint point, Calls calls) {
        Call call = dry.calls.get(point.call() - 1);
        trials.tried(scenario, how, point, trial -> {
            @Nullable Throwable thrown = trial.first(calls);
            Trial.claim(
                    thrown == null || thrown instanceof FlamingockException,
                    "at " + call + " what is thrown is ours, but: " + thrown);
            boolean commitAnswer = call.name().equals("commit") && point.side() == Side.AFTER;
            boolean harmless =
                    commitAnswer || (call.party() == Party.STORE && !call.name().startsWith("join"));
            Trial.claim(
                    !harmless || Objects.equals(classOf(thrown), classOf(dry.thrown)),
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

    /** From some call on the store, or the target, or both, do not answer any more, for longer than the grace period. */
    public void losesStore(Scenario scenario) {
        losesForGood(scenario, EnumSet.of(Party.STORE));
        losesForGood(scenario, EnumSet.of(Party.TARGET));
        losesDatabase(scenario);
    }

    /** The same of store and target at once, as where they are one database. */
    public void losesDatabase(Scenario scenario) {
        losesForGood(scenario, EnumSet.of(Party.STORE, Party.TARGET));
    }

    private void losesForGood(Scenario scenario, Set<Party> parties) {
        List<Call> calls = dryRun(scenario);
        for (CrashPoint point : points(calls)) {
            Call call = calls.get(point.call() - 1);
            if (parties.contains(call.party()) && !call.name().equals("close")) {
                String how = "loses "
                        + parties.stream()
                                .map(p -> p.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(" and "))
                        + " for good";
                trials.tried(scenario, how, point, trial -> losesForGood(trial, parties, call, point));
            }
        }
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

    private record Dry(List<Call> calls, @Nullable Throwable thrown) {}

    private List<Call> dryRun(Scenario scenario) {
        return dry(scenario).calls;
    }

    /** What happens if nothing happens. */
    private Dry dry(Scenario scenario) {
        Trial trial = trials.prepared(scenario);
        Calls calls = Calls.undisturbed();
        @Nullable Throwable thrown = trial.first(calls);
        return new Dry(calls.trace(), thrown);
    }

    private List<Call> dryRecovery(Scenario scenario, CrashPoint first) {
        Trial trial = trials.prepared(scenario);
        @Nullable Throwable unused = trial.first(Calls.with(first, Fault.die()));
        trial.expire();
        Calls calls = Calls.undisturbed();
        @Nullable Throwable ignored = trial.again(calls);
        return calls.trace();
    }

    /** Before and after each call; at a body's own points nothing is in between. */
    static List<CrashPoint> points(List<Call> calls) {
        List<CrashPoint> points = new ArrayList<>();
        for (Call call : calls) {
            points.add(new CrashPoint(call.number(), Side.BEFORE));
            if (call.party() != Party.BODY) {
                points.add(new CrashPoint(call.number(), Side.AFTER));
            }
        }
        return points;
    }

    /** Before each call: after the one before it is the same for everybody else. */
    static List<CrashPoint> before(List<Call> calls) {
        return calls.stream()
                .map(call -> new CrashPoint(call.number(), Side.BEFORE))
                .toList();
    }
}
