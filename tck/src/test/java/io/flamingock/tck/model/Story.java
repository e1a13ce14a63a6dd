package io.flamingock.tck.model;

import io.flamingock.api.Mode;
import io.flamingock.tck.model.Act.Death;
import io.flamingock.tck.model.Act.Errand;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Changes, and what happens to the instances that run them; a first one is started already. Decides all by itself.
 *
 * @param asksAgain whether a store or a target that has not answered is asked again, rather than given up
 */
record Story(List<Spec> changes, boolean asksAgain, List<Act> acts) {

    private static final int MOST_CHANGES = 3;
    private static final int MOST_TURNS = 12;
    private static final int MOST_CALLS = 24;
    private static final int CALLS_OF_A_RELEASE = 6;
    private static final int NEWEST = -1;

    static Arbitrary<Story> any() {
        return Combinators.combine(
                        anyChanges(),
                        Arbitraries.of(true, true, false),
                        anyTurn().list().ofMinSize(1).ofMaxSize(MOST_TURNS))
                .as((changes, asksAgain, turns) -> new Story(
                        changes, asksAgain, turns.stream().flatMap(List::stream).toList()));
    }

    private static Arbitrary<List<Spec>> anyChanges() {
        Arbitrary<Spec> one = Combinators.combine(
                        Arbitraries.of(Mode.class),
                        Arbitraries.of(false, true),
                        Arbitraries.of(false, true),
                        Arbitraries.frequency(
                                Tuple.of(6, Spec.Body.WORKS),
                                Tuple.of(2, Spec.Body.THROWS_ONCE),
                                Tuple.of(1, Spec.Body.DEADLOCKS_ONCE),
                                Tuple.of(1, Spec.Body.COMMITS),
                                Tuple.of(1, Spec.Body.COMMITS_AND_THROWS),
                                Tuple.of(1, Spec.Body.LEAVES_ONCE),
                                Tuple.of(1, Spec.Body.LEAVES_COMMITS_AND_THROWS),
                                Tuple.of(1, Spec.Body.LEAVES_COMMITS_AND_RETHROWS),
                                Tuple.of(2, Spec.Body.ROLLBACK_THROWS_ONCE)))
                .as((mode, retried, undoable, body) -> new Spec(0, mode, retried, undoable, body));
        return one.list().ofMinSize(1).ofMaxSize(MOST_CHANGES).map(Story::numbered);
    }

    private static List<Spec> numbered(List<Spec> specs) {
        List<Spec> numbered = new ArrayList<>();
        for (Spec spec : specs) {
            numbered.add(new Spec(numbered.size() + 1, spec.mode(), spec.retried(), spec.undoable(), spec.body()));
        }
        return numbered;
    }

    private static Arbitrary<List<Act>> anyTurn() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, anyAct().map(List::of)), Tuple.of(2, anyTakeover()), Tuple.of(1, anyReleaseByForce()));
    }

    private static Arbitrary<Act> anyAct() {
        return Arbitraries.frequencyOf(
                Tuple.of(5, anyErrand().map(Act.Start::new)),
                Tuple.of(10, Combinators.combine(anyone(), anyCalls()).as(Act.Go::new)),
                Tuple.of(
                        2,
                        Combinators.combine(anyone(), Arbitraries.of(Death.class))
                                .as(Act.Crash::new)),
                Tuple.of(
                        1,
                        Combinators.combine(anyone(), Arbitraries.of(false, true))
                                .as(Act.LoseAnswer::new)),
                Tuple.of(1, Arbitraries.just(new Act.Arrive())),
                Tuple.of(4, Arbitraries.just(new Act.Expire())));
    }

    /** Somebody stands still while another takes over: by chance alone it would be rare. */
    private static Arbitrary<List<Act>> anyTakeover() {
        return Combinators.combine(anyone(), anyCalls(), anyErrand(), anyCalls())
                .as((who, before, errand, after) -> List.of(
                        new Act.Go(who, before), new Act.Expire(), new Act.Start(errand), new Act.Go(NEWEST, after)));
    }

    private static Arbitrary<List<Act>> anyReleaseByForce() {
        return Combinators.combine(anyone(), anyCalls(), anyErrand(), anyCalls())
                .as((who, before, errand, after) -> List.of(
                        new Act.Go(who, before),
                        new Act.Start(Errand.RELEASE_BY_FORCE),
                        new Act.Go(NEWEST, CALLS_OF_A_RELEASE),
                        new Act.Start(errand),
                        new Act.Go(NEWEST, after)));
    }

    private static Arbitrary<Integer> anyone() {
        return Arbitraries.integers().between(0, 3);
    }

    private static Arbitrary<Integer> anyCalls() {
        return Arbitraries.integers().between(1, MOST_CALLS);
    }

    private static Arbitrary<Errand> anyErrand() {
        return Arbitraries.frequency(
                Tuple.of(6, Errand.RUN),
                Tuple.of(2, Errand.RUN_OLD),
                Tuple.of(2, Errand.UNDO_LAST),
                Tuple.of(3, Errand.DECIDE),
                Tuple.of(1, Errand.DECIDE_WRONGLY),
                Tuple.of(1, Errand.RELEASE_BY_FORCE),
                Tuple.of(1, Errand.BASELINE),
                Tuple.of(1, Errand.UNDO_BY_HAND));
    }

    /** The same, in which whoever runs the newest version waits for the lease. */
    Story patient() {
        return new Story(changes, asksAgain, acts.stream().map(Story::patient).toList());
    }

    private static Act patient(Act act) {
        return act.equals(new Act.Start(Errand.RUN)) ? new Act.Start(Errand.WAIT_AND_RUN) : act;
    }

    /** The changes that an instance with this errand knows. */
    List<Spec> known(Errand errand) {
        return errand == Errand.RUN_OLD && changes.size() > 1 ? changes.subList(0, changes.size() - 1) : changes;
    }

    Spec spec(String id) {
        return changes.stream().filter(spec -> spec.id().equals(id)).findFirst().orElseThrow();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        changes.forEach(spec -> text.append("\n  ").append(spec));
        text.append(asksAgain ? "" : "\n  whoever hears no answer gives up at once");
        acts.forEach(act -> text.append("\n  ").append(act));
        return text.toString();
    }
}
