package io.flamingock.mongodb.crash;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.flamingock.mongodb.Needs;
import io.flamingock.servers.mongo.MongoServer;
import io.flamingock.tck.crash.Calls.Call;
import io.flamingock.tck.crash.CrashSite;
import io.flamingock.tck.crash.CrashTable;
import io.flamingock.tck.crash.Extent;
import io.flamingock.tck.crash.HaltedProcesses;
import io.flamingock.tck.crash.InProcessCrashes;
import io.flamingock.tck.crash.InProcessPauses;
import io.flamingock.tck.crash.Pace;
import io.flamingock.tck.crash.Scenario;
import io.flamingock.tck.crash.Scenario.Course;
import io.flamingock.tck.crash.Scenario.Layout;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/**
 * The rows of protocol §6 on MongoDB or what stands in for it: processes that halt, connections that break, starts that
 * stand still while another takes over. {@code -Dflamingock.crash.full=true} runs every scenario before and after every
 * call.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Isolated("switches the log off, and has a pace")
@Needs(Needs.Ability.TRANSACTIONS)
@Timeout(value = 900, unit = TimeUnit.SECONDS)
class MongoCrashTest {

    private static final String STAND_IN = "stand-in for MongoDB";
    private static final String MONGODB = "MongoDB";

    /**
     * No body can commit by itself: what is bound refuses it, and MongoDB has no operation that does so by the way. So
     * the effect of a body in mode SHARED is there with its {@code EXECUTED} or not at all, and never beside a {@code
     * STARTED} that is found later (7, 13); in mode MARKED it never is without its {@code END} (7, which would be 6).
     */
    private static final Set<String> CANNOT = Set.of("7 SHARED", "7 MARKED", "13 SHARED");

    private static final int PATIENT_MILLIS = 3_000;

    /** Who stands still in a transaction is waited for again and again. */
    private static final int IMPATIENT_MILLIS = 150;

    private static final CrashTable TABLE = new CrashTable(Extent.DEALT);
    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private static final Logger LIBRARY = (Logger) LoggerFactory.getLogger("io.flamingock");

    @BeforeAll
    static void expect_warnings() {
        ROOT.setLevel(Level.OFF);
        LIBRARY.setLevel(Level.OFF);
    }

    @AfterAll
    static void publish() throws Exception {
        ROOT.setLevel(Level.WARN);
        LIBRARY.setLevel(null);
        TABLE.publish(Path.of("target", "crash-points-mongodb.csv"));
        TABLE.assertEveryRowWasHit(Set.of(STAND_IN, MONGODB), CANNOT);
    }

    @Test
    void processes_halt() {
        try (MongoServer server = MongoServer.start();
                MongoDatabases databases = new MongoDatabases(server, PATIENT_MILLIS)) {
            HaltedProcesses processes =
                    new HaltedProcesses(where(server), databases, MongoDatabases.Opener.class, Pace.MOVED_CLOCK, TABLE);
            processes.halt(scenarios(scenario -> true));
            processes.haltAgain(scenarios(MongoCrashTest::isUsual), MongoCrashTest::isSettledLater);
        }
        TABLE.assertNothingFailed();
    }

    @Test
    void connections_break() {
        try (MongoServer server = MongoServer.start();
                MongoDatabases databases = new MongoDatabases(server, PATIENT_MILLIS);
                CrashSite site = databases.open()) {
            InProcessCrashes crashes = new InProcessCrashes(where(server), () -> site, Pace.MOVED_CLOCK, TABLE);
            crashes.losesAnswer(scenarios(MongoCrashTest::isUsual));
            crashes.losesDatabase(scenarios(scenario -> scenario.course() == Course.EXECUTES));
        }
        TABLE.assertNothingFailed();
    }

    @Test
    void a_process_may_stand_still_while_another_takes_over() {
        try (MongoServer server = MongoServer.start();
                MongoDatabases databases = new MongoDatabases(server, IMPATIENT_MILLIS);
                CrashSite site = databases.open()) {
            new InProcessPauses(where(server), () -> site, Pace.MOVED_CLOCK, TABLE)
                    .atMost(1) // the server does not tell whose transaction stands in the way
                    .isOvertaken(scenarios(MongoCrashTest::isWorthStandingStill));
        }
        TABLE.assertNothingFailed();
    }

    private static String where(MongoServer server) {
        return server.isStandIn() ? STAND_IN : MONGODB;
    }

    private static boolean isSettledLater(Call call) {
        return Set.of("body of a ends", "rollback of b ends").contains(call.name());
    }

    /** A body of mode MARKED that has ended, and whose outcome is recorded as the log says, is one that has thrown. */
    private static boolean isWorthStandingStill(Scenario scenario) {
        return isUsual(scenario) || (scenario.course() == Course.THROWS && scenario.layout() == Layout.MARKED);
    }

    private static boolean isUsual(Scenario scenario) {
        return scenario.course() == Course.EXECUTES || scenario.course() == Course.UNDOES;
    }

    private static List<Scenario> scenarios(Predicate<Scenario> which) {
        return Scenario.all().stream()
                .filter(scenario -> scenario.course() != Course.COMMITS_INSIDE)
                .filter(scenario -> Extent.isFullAsked() || (scenario.layout() != Layout.MIXED && which.test(scenario)))
                .toList();
    }
}
