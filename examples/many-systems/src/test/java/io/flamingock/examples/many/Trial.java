package io.flamingock.examples.many;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.Flamingock;
import io.flamingock.api.Issue;
import io.flamingock.api.Mode;
import io.flamingock.api.OpenIssuesException;
import io.flamingock.api.Resolution;
import io.flamingock.api.RunReport;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.servers.child.ChildProcess;
import io.flamingock.servers.child.Points;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One platform that is killed, started again, decided about where only a human can know, and started again. */
final class Trial {

    private static final Duration WAIT = Duration.ofSeconds(30);

    private final long seed;
    private final Death death;
    private final Place place;
    private final Effects effects;
    private final List<String> begun = new ArrayList<>();

    private Trial(long seed, Death death, Place place) {
        this.seed = seed;
        this.death = death;
        this.place = place;
        this.effects = place.effects();
    }

    /**
     * What came of it.
     *
     * @param starved the machine was so busy that its lease expired before it came to its point
     * @param next what the next starts did
     * @param executed how often each body has begun, by the number of its change
     * @param found how often each effect is there
     * @param subjects what the log says about each change
     */
    record Result(
            long seed,
            Death death,
            boolean starved,
            NextStart next,
            Map<String, Long> executed,
            Map<String, Long> found,
            Map<String, AuditEntry.Subject> subjects) {

        /** What it was doing when it died; empty: it did not. */
        Optional<Death.Where> where() {
            return starved ? Optional.empty() : Optional.of(death.where());
        }

        /** The number of the change in whose body it died; empty: in none. */
        String inside() {
            return starved ? "" : death.inside();
        }
    }

    static Result of(long seed, Death death, Place place) {
        Trial trial = new Trial(seed, death, place);
        return trial.goOn(trial.kill());
    }

    /** Whether it came to its point. */
    private boolean kill() {
        if (death.breakdown()) {
            place.payments().breakDown();
        }
        List<String> args = new ArrayList<>(place.addresses().args());
        args.addAll(List.of(death.log().name(), death.way().name(), death.point()));
        try (ChildProcess child = ChildProcess.start(MortalPlatform.class, args.toArray(String[]::new))) {
            Optional<String> here = child.await(Points.HERE);
            child.seen().stream()
                    .filter(line -> line.startsWith(MortalPlatform.BEGINS))
                    .forEach(line -> begun.add(line.substring(MortalPlatform.BEGINS.length())));
            if (here.isEmpty()) {
                assertThat(child.seen()).anyMatch(line -> line.startsWith(MortalPlatform.LEASE_LOST));
                return false; // what it left behind must be right all the same
            }
            if (death.way() == Points.Way.KILL_WAITING) {
                child.kill();
            }
            child.awaitEnd();
            return true;
        } finally {
            place.payments().repair();
        }
    }

    private Result goOn(boolean killed) {
        place.awaitEndOfSessions();
        effects.refresh();
        Bodies bodies = new Bodies(new Points("", Points.Way.HALT, ""), begun::add);
        try (WatchedClients watched = new WatchedClients(place.addresses(), bodies)) {
            Flamingock flamingock = OrderPlatform.builder(death.log(), watched.clients())
                    .listener(bodies)
                    .waitForLease(WAIT)
                    .build();
            LogView before = new LogView(flamingock.history());
            assertThatTransactionsAreWhole(before);
            Map<String, State> toBeSettled = before.unsettled().stream()
                    .collect(toMap(c -> c, c -> effects.of(c) == 1 ? State.EXECUTED : State.ROLLED_BACK));
            NextStart next = startAgain(flamingock, before, toBeSettled);
            assertThat(flamingock.verify().isValid()).isTrue();
            assertThat(flamingock.run().isNothingToDo())
                    .as("the last start has nothing to do")
                    .isTrue();
            effects.refresh();
            LogView log = new LogView(flamingock.history());
            toBeSettled.forEach((change, state) -> assertThat(log.firstAfter(before, change))
                    .as("what the next start found out about " + change)
                    .isEqualTo(state));
            Result result = new Result(
                    seed,
                    death,
                    !killed,
                    next,
                    effects.changes().stream().collect(toMap(c -> c, this::executed)),
                    effects.changes().stream().collect(toMap(c -> c, effects::of)),
                    log.subjects());
            assertThatAllIsThere(result, log);
            return result;
        }
    }

    /** The second start, and the third where the second one could not know enough. */
    private NextStart startAgain(Flamingock flamingock, LogView before, Map<String, State> settled) {
        Set<String> undecided = before.undecided();
        try {
            RunReport report = flamingock.run();
            assertThat(undecided)
                    .as("what a human must decide, but was not asked")
                    .isEmpty();
            return NextStart.of(settled, List.of(), report);
        } catch (OpenIssuesException e) {
            assertThat(e.issues()).extracting(Issue::changeId).containsExactlyInAnyOrderElementsOf(undecided);
            List<String> decisions = new ArrayList<>();
            for (Issue issue : e.issues()) {
                Resolution resolution = look(before, issue);
                flamingock.resolve(issue.changeId(), issue.seq(), resolution, "oracle", "looked at the system itself");
                decisions.add(issue.changeId() + " " + issue.state() + ", decided " + resolution);
            }
            return NextStart.of(settled, decisions, flamingock.run());
        }
    }

    /** Looks at the system as an operator does, clears away what is there in part, and decides. */
    private Resolution look(LogView log, Issue issue) {
        String change = log.subjects().values().stream()
                .filter(subject -> subject.changeId().equals(issue.changeId()))
                .map(AuditEntry.Subject::order)
                .findFirst()
                .orElseThrow();
        long found = effects.of(change);
        if (found == 1) {
            return Resolution.EXECUTED;
        }
        if (found == Tally.IN_PART) {
            effects.remove(change);
        }
        assertThat(effects.of(change)).as("effects of " + change).isEqualTo(0);
        return Resolution.ROLLED_BACK;
    }

    /** After a crash: nothing is there in part, and in the log's own database log and effect say the same. */
    private void assertThatTransactionsAreWhole(LogView log) {
        Map<String, State> states = log.states();
        log.subjects().forEach((change, subject) -> {
            if (subject.mode() != Mode.NONE) {
                assertThat(effects.of(change)).as("effects of " + change).isBetween(0L, 1L);
            }
            if (subject.mode() == Mode.SHARED) {
                assertThat(effects.of(change) == 1)
                        .as("effect of %s, of which the log says %s", change, states.get(change))
                        .isEqualTo(states.get(change) == State.EXECUTED);
            }
        });
    }

    /** In the end: everything as often as it was promised. */
    private void assertThatAllIsThere(Result result, LogView log) {
        assertThat(result.subjects.keySet()).isEqualTo(effects.changes());
        result.subjects.forEach((change, subject) -> {
            assertThat(result.found.get(change)).as("effects of " + change).isEqualTo(1);
            long executed = result.executed.get(change);
            assertThat(executed).as("times that " + change + " began").isBetween(1L, 2L);
            if (LogView.isManual(subject)) {
                assertThat(executed)
                        .as("%s begins again only after it was undone, or decided", change)
                        .isLessThanOrEqualTo(1 + log.timesUndone(change));
            }
            if (subject.target().equals("payments")) {
                assertThat(effects.requests(change))
                        .as("requests of %s that have arrived", change)
                        .isBetween(1L, executed);
            }
        });
    }

    private long executed(String change) {
        return begun.stream().filter(change::equals).count();
    }
}
