package io.flamingock.tck.model;

import static io.flamingock.tck.model.Disagreement.unless;

import io.flamingock.Flamingock;
import io.flamingock.api.Decision;
import io.flamingock.api.ExecutionPlan;
import io.flamingock.api.FlamingockException;
import io.flamingock.api.Issue;
import io.flamingock.api.OpenIssuesException;
import io.flamingock.api.RefusedException;
import io.flamingock.tck.model.Act.Errand;
import io.flamingock.tck.model.Chronicle.Next;
import io.flamingock.tck.model.Instance.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells a story: lets it happen to the library and to the model, and looks whether they agree. */
final class Telling {

    private static final int MOST_CALLS = 3_000;
    private static final int MOST_STARTS = 16;

    private final Story story;
    private final World world;
    private final List<Instance> instances = new ArrayList<>();

    private Telling(Story story, Mutant mutant) {
        this.story = story;
        this.world = new World(story, mutant);
    }

    /** Returns the log that there is in the end, or throws a {@link Disagreement} that has everything in it. */
    static Chronicle of(Story story, Mutant mutant) {
        Telling telling = new Telling(story, mutant);
        try {
            telling.tell();
            return telling.world.model().log();
        } catch (Disagreement e) {
            throw new Disagreement(
                    e.getMessage() + "\n  in the story" + story + "\n  which went" + telling.world.trace());
        } finally {
            telling.endAll();
        }
    }

    private void endAll() {
        alive().forEach(instance -> instance.next(Turn.DIE_BEFORE));
        instances.forEach(Instance::close);
    }

    private void tell() {
        start(Errand.RUN);
        for (Act act : story.acts()) {
            happens(act);
            check();
        }
        finish();
    }

    private Instance start(Errand errand) {
        Instance instance = world.start(errand);
        instances.add(instance);
        return instance;
    }

    private List<Instance> alive() {
        return instances.stream().filter(instance -> !instance.hasEnded()).toList();
    }

    private void happens(Act act) {
        if (act instanceof Act.Start starting) {
            start(starting.errand());
        } else if (act instanceof Act.Expire) {
            world.expire();
        } else if (act instanceof Act.Arrive) {
            instances.forEach(Instance::arrive);
        } else if (!alive().isEmpty()) {
            happensToOne(act);
        }
    }

    private Instance alive(int who) {
        List<Instance> alive = alive();
        return alive.get(Math.floorMod(who, alive.size()));
    }

    private void happensToOne(Act act) {
        if (act instanceof Act.Go go) {
            go(alive(go.who()), go.calls());
        } else if (act instanceof Act.Crash crash) {
            alive(crash.who()).die(crash.how());
        } else if (act instanceof Act.LoseAnswer lost) {
            alive(lost.who()).next(lost.executed() ? Turn.LOSE_ANSWER : Turn.LOSE_REQUEST);
        }
    }

    private void go(Instance instance, int calls) {
        for (int i = 0; i < calls && !instance.hasEnded(); i++) {
            next(instance);
            if (instance.mustWait()) {
                return;
            }
        }
    }

    private void next(Instance instance) {
        instance.next(Turn.GO);
        world.trace().check();
        if (instance.hasEnded()) {
            checkEnd(instance);
        }
    }

    /** Nothing is reported that the log does not say. */
    private void checkEnd(Instance instance) {
        Knowledge who = instance.knowledge();
        Throwable thrown = instance.thrown();
        Chronicle seen = world.model().log().upTo(who.known);
        if (thrown == null) {
            unless(
                    !who.errand.runs() || who.changes.stream().allMatch(spec -> seen.isExecuted(spec.id())),
                    "a run returns, but not all is executed");
        } else if (thrown instanceof OpenIssuesException open) {
            Set<String> said = open.issues().stream().map(Issue::changeId).collect(Collectors.toSet());
            Set<String> stops = who.changes.stream()
                    .filter(spec -> seen.next(spec) == Next.STOP)
                    .map(Spec::id)
                    .collect(Collectors.toSet());
            unless(said.containsAll(stops) && !said.isEmpty(), "it stops for " + said + ", and should for " + stops);
            said.forEach(id -> unless(seen.isUnfinished(id), "it stops for " + id + ", which is not unfinished"));
        } else {
            unless(thrown instanceof FlamingockException || thrown instanceof RefusedException, "it throws " + thrown);
        }
    }

    private void check() {
        world.checkSame();
        checkEffects();
        checkPlan();
    }

    /** At any moment: an exact change is there once or not at all, as the log says. */
    private void checkEffects() {
        Chronicle log = world.model().log();
        for (Spec spec : story.changes()) {
            long there = world.model().there(spec);
            if (spec.isExact() && !world.isMisjudged(spec)) {
                boolean right = log.isUnfinished(spec.id())
                        ? there == 0 || there == 1
                        : there == (log.isExecuted(spec.id()) ? 1 : 0);
                unless(right, spec + " is " + log.newest(spec.id()) + ", and its effect is there " + there + " times");
            }
        }
    }

    /** The plan of the library is the table of protocol §5. */
    private void checkPlan() {
        ExecutionPlan plan = world.unobserved().plan();
        for (Decision decision : plan.decisions()) {
            Spec spec = story.spec(decision.change().id());
            Next planned = decision instanceof Decision.Run
                    ? Next.RUN
                    : decision instanceof Decision.Skip
                            ? Next.SKIP
                            : decision instanceof Decision.Settle ? Next.SETTLE : Next.STOP;
            Next next = world.model().log().next(spec);
            unless(planned == next, "it plans " + planned + " for " + spec + ", the protocol " + next);
        }
    }

    /** Two versions do not take turns in closing the log: the newer one reads it at each start then (protocol §3). */
    private boolean isClosedByOldVersion() {
        return instances.stream().anyMatch(instance -> instance.knowledge().errand == Errand.RUN_OLD);
    }

    /** Everybody who is alive may end; then there are starts, and right decisions, until nothing is left to do. */
    private void finish() {
        world.trace().add("----", "all may end");
        instances.forEach(Instance::arrive);
        instances.stream().filter(Instance::isDead).forEach(Instance::close);
        for (int calls = 0; !alive().isEmpty(); calls++) {
            unless(calls < MOST_CALLS, "it does not end");
            if (alive().stream().allMatch(Instance::waitsForLease)) {
                world.expire();
            }
            alive().forEach(this::next);
        }
        check();
        for (int i = 0; i < MOST_STARTS; i++) {
            world.expire();
            Instance run = start(Errand.RUN);
            go(run, MOST_CALLS);
            check();
            unless(run.hasEnded(), "it does not end");
            if (run.thrown() instanceof OpenIssuesException) {
                go(start(Errand.DECIDE), MOST_CALLS);
            } else if (run.thrown() == null && run.calls() <= (isClosedByOldVersion() ? 2 : 1)) {
                checkAllIsDone();
                return;
            }
        }
        throw new Disagreement("there is always something to do");
    }

    private void checkAllIsDone() {
        check();
        Flamingock flamingock = world.unobserved();
        unless(flamingock.verify().isValid(), "verify() says " + flamingock.verify());
        unless(flamingock.issues().isEmpty(), "issues are open: " + flamingock.issues());
        story.changes().forEach(spec -> unless(world.model().log().isExecuted(spec.id()), spec + " is not executed"));
    }
}
