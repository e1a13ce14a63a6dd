package io.flamingock.tck.crash;

import static io.flamingock.tck.crash.Trial.claim;

import io.flamingock.api.Issue;
import io.flamingock.api.Mode;
import io.flamingock.api.OpenIssuesException;
import io.flamingock.api.State;
import io.flamingock.tck.crash.LogSays.Next;
import io.flamingock.tck.crash.Scenario.Course;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What log and oracle must say of one another.
 *
 * @param actedTwice whether effects without a transaction are not counted any more: the residue of protocol §6
 */
record Agreement(Scenario scenario, boolean actedTwice) {

    /** At a moment when no process of the service is alive. */
    void check(LogSays log, Oracle oracle) {
        for (String change : scenario.changes()) {
            if (!actedTwice || scenario.isTransactional(change)) {
                check(change, log.state(change), oracle);
            }
        }
    }

    private void check(String change, @Nullable State state, Oracle oracle) {
        int there = oracle.there(change);
        String what = "change " + change + " is " + state + ", its effect is there " + there + " times";
        if (state == null) {
            claim(oracle.applied(change) == 0, what);
        } else if (state == State.ROLLED_BACK || state == State.MARKED_ROLLED_BACK) {
            claim(there == 0, what);
        } else if (state.isExecuted()) {
            claim(scenario.isExactlyOnce(change) ? there == 1 : there >= 1, what);
        } else if (scenario.isExactlyOnce(change)) {
            claim(there == 0 || there == 1, what);
            claim(
                    scenario.mode(change) != Mode.SHARED || !scenario.isTransactional(change),
                    what + ": SHARED leaves nothing unfinished");
        }
    }

    /**
     * After the start that found {@code before} and {@code seen}, which were not closed, and that threw this: it did
     * what protocol §5 says.
     */
    void checkRecovered(LogSays before, Oracle seen, @Nullable Throwable thrown, LogSays log, Oracle oracle) {
        Set<String> stops = scenario.changes().stream()
                .filter(change -> before.next(change, scenario.recovery()) == Next.STOP)
                .collect(Collectors.toCollection(TreeSet::new));
        if (thrown instanceof OpenIssuesException open) {
            Set<String> stopped = open.issues().stream().map(Issue::changeId).collect(Collectors.toSet());
            claim(
                    stopped.equals(stops) || (isMarkerUnknown() && stops.isEmpty()),
                    "it stops for " + stopped + " and should for " + stops);
            claim(oracle.equals(seen), "a start that stops runs nothing");
        } else {
            claim(stops.isEmpty() && thrown == null, "it should stop for " + stops + ", but: " + thrown);
            for (String change : scenario.changes()) {
                checkRecovered(change, before, seen, oracle);
                checkExecuted(change, log);
            }
        }
    }

    private void checkRecovered(String change, LogSays before, Oracle seen, Oracle oracle) {
        int runs = oracle.applied(change) - seen.applied(change);
        Next next = before.next(change, scenario.recovery());
        int expected = switch (next) {
            case RUN -> 1;
            case SKIP, STOP -> 0;
            case SETTLE -> isMarkerUnknown() ? runs : 1 - seen.there(change);
        };
        claim(
                runs == expected,
                next + " for change " + change + " of state " + before.state(change) + ", it ran " + runs + " times");
    }

    /** Whether a marker cannot tell what became of a body, since that has committed by itself. */
    private boolean isMarkerUnknown() {
        return scenario.course() == Course.COMMITS_INSIDE;
    }

    static void checkExecuted(String change, LogSays log) {
        @Nullable State state = log.state(change);
        claim(state != null && state.isExecuted(), "change " + change + " is " + state);
    }
}
