package io.flamingock.sql.crash;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.flamingock.tck.crash.CrashSite;
import io.flamingock.tck.crash.CrashTable;
import io.flamingock.tck.crash.Extent;
import io.flamingock.tck.crash.InProcessCrashes;
import io.flamingock.tck.crash.InProcessPauses;
import io.flamingock.tck.crash.Pace;
import io.flamingock.tck.crash.Scenario;
import io.flamingock.tck.crash.Scenario.Course;
import io.flamingock.tck.crash.Scenario.Layout;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/**
 * The rows of protocol §6 on a product, each in every mode and with both strategies, as far as that goes within one
 * process: starts that die, lose their connections, or stand still while others take over.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Isolated("switches the log off, and has a pace")
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 900, unit = TimeUnit.SECONDS)
abstract class CrashesInProcess {

    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private static final Logger LIBRARY = (Logger) LoggerFactory.getLogger("io.flamingock");

    private final String where;
    private final CrashTable table;
    private final List<CrashSite> sites = new CopyOnWriteArrayList<>();
    private InProcessCrashes crashes;
    private InProcessPauses pauses;

    /** {@code where} is for the table, {@code usual} is how much is tried by default. */
    CrashesInProcess(String where, Extent usual) {
        this.where = where;
        this.table = new CrashTable(usual);
    }

    /** New databases to crash on; skips the test where the product is not to be had. */
    abstract Databases databases();

    /** Whether an open transaction of one service holds up others: then each thread has databases of its own. */
    boolean isHeldUpByOthers() {
        return false;
    }

    /** How many trials at once: most of the time they wait. */
    int atOnce() {
        return 12;
    }

    /** For what a subclass tries besides. */
    final CrashTable table() {
        return table;
    }

    @BeforeAll
    void open() {
        crashes = new InProcessCrashes(where, sites(this::databases), Pace.MOVED_CLOCK, table).atMost(atOnce());
        pauses = new InProcessPauses(where, sites(() -> databases().impatient()), Pace.MOVED_CLOCK, table)
                .atMost(atOnce());
        ROOT.setLevel(Level.OFF); // warnings are expected
        LIBRARY.setLevel(Level.OFF);
    }

    private Supplier<CrashSite> sites(Supplier<Databases> databases) {
        if (isHeldUpByOthers()) {
            return ThreadLocal.withInitial(() -> open(databases.get()))::get;
        }
        CrashSite one = open(databases.get());
        return () -> one;
    }

    private CrashSite open(Databases databases) {
        CrashSite site = databases.open();
        sites.add(site);
        return site;
    }

    @AfterAll
    void publish() throws Exception {
        if (!sites.isEmpty()) {
            ROOT.setLevel(Level.WARN);
            LIBRARY.setLevel(Level.WARN);
            sites.forEach(CrashSite::close);
            table.publish(Path.of("target", "crash-points-" + where.replace(' ', '-') + ".csv"));
            table.assertEveryRowWasHit(Set.of(where), Set.of());
        }
    }

    @Test
    void a_process_may_die_at_any_point() {
        crashes.dies(scenarios(scenario -> true));
        table.assertNothingFailed();
    }

    @Test
    void the_process_that_recovers_may_die_as_well() {
        crashes.diesTwice(scenarios(scenario -> scenario.course() == Course.EXECUTES));
        table.assertNothingFailed();
    }

    @Test
    void any_answer_may_be_lost() {
        crashes.losesAnswer(scenarios(scenario -> scenario.course() == Course.EXECUTES));
        table.assertNothingFailed();
    }

    @Test
    void the_database_may_be_gone_for_good() {
        crashes.losesDatabase(scenarios(scenario -> scenario.course() == Course.EXECUTES));
        table.assertNothingFailed();
    }

    @Test
    void a_process_may_stand_still_while_another_takes_over() {
        pauses.isOvertaken(scenarios(scenario -> isUsual(scenario) || scenario.course() == Course.COMMITS_INSIDE));
        table.assertNothingFailed();
    }

    private static boolean isUsual(Scenario scenario) {
        return scenario.course() == Course.EXECUTES || scenario.course() == Course.UNDOES;
    }

    /** Those that are tried by default, or all of them. */
    static List<Scenario> scenarios(Predicate<Scenario> which) {
        return Scenario.all().stream()
                .filter(scenario -> Extent.isFullAsked() || (scenario.layout() != Layout.MIXED && which.test(scenario)))
                .toList();
    }
}
