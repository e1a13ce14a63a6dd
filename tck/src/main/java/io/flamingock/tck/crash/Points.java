package io.flamingock.tck.crash;

import io.flamingock.tck.crash.Calls.Call;
import io.flamingock.tck.crash.Calls.Party;
import io.flamingock.tck.crash.CrashPoint.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The points that the calls of a run have. */
final class Points {

    /** Calls that leave everything as it was. */
    private static final Set<String> LOOKS =
            Set.of("newest", "read", "lease", "withoutTransactions", "autoCommitting", "renew", "begin");

    private Points() {}

    /** Before and after each call; at a body's own points nothing is in between. */
    static List<CrashPoint> all(List<Call> calls) {
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

    /** Before and after each call that is answered. */
    static List<CrashPoint> answers(List<Call> calls) {
        return all(calls).stream()
                .filter(point -> isAnswered(calls.get(point.call() - 1)))
                .toList();
    }

    /** The same, but not those of the last call. */
    static List<CrashPoint> answersButTheLast(List<Call> calls) {
        return answers(calls).stream()
                .filter(point -> point.call() < calls.size())
                .toList();
    }

    private static boolean isAnswered(Call call) {
        return call.party() != Party.BODY && !call.name().equals("close");
    }

    /** One for each state that somebody who dies can leave behind: before the first call, and after each that acts. */
    static List<CrashPoint> deadly(List<Call> calls) {
        List<CrashPoint> points = new ArrayList<>(List.of(new CrashPoint(1, Side.BEFORE)));
        for (Call call : calls) {
            if (acts(call)) {
                points.add(
                        call.number() == calls.size()
                                ? new CrashPoint(call.number(), Side.AFTER)
                                : new CrashPoint(call.number() + 1, Side.BEFORE));
            }
        }
        return points;
    }

    /** A body acts between the point at which it begins and its next one, and after its last one it may have thrown. */
    private static boolean acts(Call call) {
        return call.party() == Party.BODY || !LOOKS.contains(call.name());
    }
}
