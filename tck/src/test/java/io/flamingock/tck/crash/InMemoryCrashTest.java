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

    private static final CrashTable TABLE = new CrashTable(Extent.EACH_POINT);
    private static final Set<Course> MOST_DIFFERENT =
            EnumSet.of(Course.EXECUTES, Course.COMMITS_INSIDE, Course.ROLLS_BACK, Course.UNDOES);
    private static final List<Scenario> ALL = Scenario.all();
    private static final List<Scenario> PAIRS = ALL.stream()
            .filter(scenario -> Extent.isFullAsked() || MOST_DIFFERENT.contains(scenario.course()))
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
        TABLE.assertEveryRowWasHit(Set.of("memory"), Set.of());
        assertThat(Thread.getAllStackTraces().keySet())
                .as("nothing of the library is alive after its calls have returned")
                .noneMatch(thread -> thread.getName().equals("flamingock-heartbeat"));
    }

    @Test
    void a_process_may_die_at_any_point() {
        crashes.dies(ALL);
        TABLE.assertNothingFailed();
    }

    @Test
    void the_process_that_recovers_may_die_as_well() {
        crashes.diesTwice(PAIRS);
        TABLE.assertNothingFailed();
    }

    @Test
    void any_answer_may_be_lost() {
        crashes.losesAnswer(ALL);
        TABLE.assertNothingFailed();
    }

    @Test
    void a_store_or_a_target_may_be_gone_for_good() {
        crashes.losesStore(ALL);
        TABLE.assertNothingFailed();
    }

    @Test
    void a_process_may_stand_still_while_another_takes_over() {
        pauses.isOvertaken(ALL);
        TABLE.assertNothingFailed();
    }

    @Test
    void a_process_may_wake_up_when_everything_was_done_and_decided() {
        pauses.wakesUpAfterTheEnd(ALL);
        TABLE.assertNothingFailed();
    }

    @Test
    void an_answer_may_be_lost_and_the_process_stand_still() {
        pauses.isOvertakenWhileAnAnswerIsLost(ALL);
        TABLE.assertNothingFailed();
    }

    @Test
    void two_processes_may_stand_still() {
        pauses.bothStand(PAIRS);
        TABLE.assertNothingFailed();
    }

    @Test
    void two_processes_may_stand_still_while_a_third_takes_over() {
        pauses.bothAreOvertaken(PAIRS);
        TABLE.assertNothingFailed();
    }
}
