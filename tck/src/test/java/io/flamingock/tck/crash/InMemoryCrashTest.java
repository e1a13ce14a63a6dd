package io.flamingock.tck.crash;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.flamingock.tck.crash.Scenario.Course;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/**
 * The rows of protocol §6 in memory: every point of every scenario; and every pair of points, of the scenarios that
 * differ most, or of all with {@code -Dflamingock.crash.full=true}.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(value = 600, unit = TimeUnit.SECONDS)
class InMemoryCrashTest {

    private static final CrashTable TABLE = new CrashTable();
    private static final boolean FULL = Boolean.getBoolean("flamingock.crash.full");
    private static final Set<Course> MOST_DIFFERENT =
            EnumSet.of(Course.EXECUTES, Course.COMMITS_INSIDE, Course.ROLLS_BACK, Course.UNDOES);
    private static final List<Scenario> PAIRS = FULL
            ? Scenario.all()
            : Scenario.decisive().stream()
                    .filter(scenario -> MOST_DIFFERENT.contains(scenario.course()))
                    .toList();
    private static final Logger LIBRARY = (Logger) LoggerFactory.getLogger("io.flamingock");

    private final InProcessCrashes crashes =
            new InProcessCrashes("memory", () -> new InMemorySite(true), Pace.MOVED_CLOCK, TABLE);
    private final InProcessPauses pauses =
            new InProcessPauses("memory", () -> new InMemorySite(true), Pace.MOVED_CLOCK, TABLE);

    @BeforeAll
    static void expect_warnings() {
        LIBRARY.setLevel(Level.OFF);
    }

    @AfterAll
    static void publish() throws Exception {
        LIBRARY.setLevel(null);
        TABLE.publish(Path.of("target", "crash-points-memory.csv"));
        assertThat(Thread.getAllStackTraces().keySet())
                .as("nothing of the library is alive after its calls have returned")
                .noneMatch(thread -> thread.getName().equals("flamingock-heartbeat"));
    }

    @Test
    void a_process_may_die_at_any_point() {
        eachOf(crashes::dies);
    }

    @Test
    void the_process_that_recovers_may_die_as_well() {
        eachOf(crashes::diesTwice, PAIRS);
    }

    @Test
    void any_answer_may_be_lost() {
        eachOf(crashes::losesAnswer);
    }

    @Test
    void a_store_or_a_target_may_be_gone_for_good() {
        eachOf(crashes::losesStore);
    }

    @Test
    void a_process_may_stand_still_while_another_takes_over() {
        eachOf(pauses::isOvertaken);
    }

    @Test
    void a_process_may_wake_up_when_everything_was_done_and_decided() {
        eachOf(pauses::wakesUpAfterTheEnd);
    }

    @Test
    void an_answer_may_be_lost_and_the_process_stand_still() {
        eachOf(pauses::isOvertakenWhileAnAnswerIsLost);
    }

    @Test
    void two_processes_may_stand_still() {
        eachOf(pauses::bothStand, PAIRS);
    }

    @Test
    void two_processes_may_stand_still_while_a_third_takes_over() {
        eachOf(pauses::bothAreOvertaken, PAIRS);
    }

    private static void eachOf(Consumer<Scenario> trials) {
        eachOf(trials, Scenario.all());
    }

    private static void eachOf(Consumer<Scenario> trials, List<Scenario> scenarios) {
        scenarios.parallelStream().forEach(trials);
        TABLE.assertNothingFailed();
    }
}
