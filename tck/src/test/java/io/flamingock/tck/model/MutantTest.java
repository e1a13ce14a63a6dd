package io.flamingock.tck.model;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.flamingock.api.State;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.slf4j.LoggerFactory;

/** What is wrong with a driver or with a runner, the stories find: otherwise they would prove nothing. */
class MutantTest {

    private static final int MOST_STORIES = 1_000;
    private static final long SEED = 3;
    private static final Logger LIBRARY = (Logger) LoggerFactory.getLogger("io.flamingock");

    @BeforeContainer
    static void expect_warnings() {
        LIBRARY.setLevel(Level.OFF);
    }

    @AfterContainer
    static void warn_again() {
        LIBRARY.setLevel(null);
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void a_wrong_database_is_found(@ForAll WrongDatabase mutant) {
        Shrinkable<Story> unused = find(mutant);
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void a_wrong_runner_is_found(@ForAll WrongRunner mutant) {
        Shrinkable<Story> unused = find(mutant);
    }

    @Example
    void what_is_found_shrinks_to_what_it_takes() {
        Shrinkable<Story> found = find(WrongDatabase.SETTLES_BY_LOOKING_ONLY);
        Optional<Shrinkable<Story>> smaller = Optional.of(found);
        while (smaller.isPresent()) {
            found = smaller.get();
            smaller = found.shrink()
                    .filter(story -> disagreement(story.value(), WrongDatabase.SETTLES_BY_LOOKING_ONLY)
                            .isPresent())
                    .findFirst();
        }
        System.out.println("model | SETTLES_BY_LOOKING_ONLY | shrinks to" + found.value());
        assertThat(found.value().changes()).hasSize(1);
        assertThat(found.value().acts()).hasSizeLessThanOrEqualTo(8);
    }

    @Example
    void the_stories_come_to_every_state_there_is() {
        RandomGenerator<Story> stories = Story.any().generator(MOST_STORIES);
        Random random = new Random(SEED);
        Set<State> missing = EnumSet.allOf(State.class);
        for (int tries = 1; tries <= MOST_STORIES && !missing.isEmpty(); tries++) {
            Chronicle log = Telling.of(stories.next(random).value(), Mutant.NONE);
            log.lines().forEach(line -> missing.remove(line.state()));
        }
        assertThat(missing).isEmpty();
    }

    private static Shrinkable<Story> find(Mutant mutant) {
        RandomGenerator<Story> stories = Story.any().generator(MOST_STORIES);
        Random random = new Random(SEED);
        for (int tries = 1; tries <= MOST_STORIES; tries++) {
            Shrinkable<Story> story = stories.next(random);
            Optional<Disagreement> found = disagreement(story.value(), mutant);
            if (found.isPresent()) {
                String why = found.get().getMessage().lines().findFirst().orElse("");
                System.out.printf("model | %s | found by story %d: %s%n", mutant, tries, why);
                return story;
            }
        }
        throw new AssertionError(mutant + " is not found by " + MOST_STORIES + " stories");
    }

    private static Optional<Disagreement> disagreement(Story story, Mutant mutant) {
        try {
            Chronicle unused = Telling.of(story, mutant);
            return Optional.empty();
        } catch (Disagreement found) {
            return Optional.of(found);
        }
    }
}
