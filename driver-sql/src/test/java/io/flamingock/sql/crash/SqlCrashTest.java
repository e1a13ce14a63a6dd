package io.flamingock.sql.crash;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.flamingock.tck.crash.Calls.Call;
import io.flamingock.tck.crash.CrashSite;
import io.flamingock.tck.crash.CrashTable;
import io.flamingock.tck.crash.Extent;
import io.flamingock.tck.crash.HaltedProcesses;
import io.flamingock.tck.crash.InProcessCrashes;
import io.flamingock.tck.crash.Pace;
import io.flamingock.tck.crash.Scenario;
import io.flamingock.tck.crash.Scenario.Course;
import io.flamingock.tck.crash.Scenario.Layout;
import io.flamingock.tck.crash.StoppedProcesses;
import java.nio.file.Path;
import java.time.Duration;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/**
 * The rows of protocol §6 on PostgreSQL and H2: processes that halt or are really stopped, and connections that break.
 * {@code -Dflamingock.crash.full=true} runs every scenario before and after every call, {@code
 * -Dflamingock.crash.separate=true} halts a process of its own for each point.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Isolated("switches the log off, and has a pace")
@Timeout(value = 900, unit = TimeUnit.SECONDS)
class SqlCrashTest {

    private static final Pace REAL = Pace.ofLease(Duration.ofMillis(600));
    private static final CrashTable TABLE = new CrashTable(Extent.THINNED);
    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private static final Logger LIBRARY = (Logger) LoggerFactory.getLogger("io.flamingock");

    @TempDir
    static Path folder;

    @BeforeAll
    static void expect_warnings() {
        ROOT.setLevel(Level.OFF);
        LIBRARY.setLevel(Level.OFF);
    }

    @AfterAll
    static void publish() throws Exception {
        ROOT.setLevel(Level.WARN);
        LIBRARY.setLevel(Level.WARN);
        TABLE.publish(Path.of("target", "crash-points-sql.csv"));
        TABLE.assertEveryRowWasHit(Set.of("PostgreSQL"), Set.of());
        TABLE.assertEveryRowWasHit(Set.of("H2 file", "H2 server"), Set.of());
    }

    @Test
    void processes_halt_on_PostgreSQL() {
        halt("PostgreSQL", Servers.postgres(), Scenario.all());
    }

    @Test
    void processes_halt_on_H2_in_a_file() {
        halt("H2 file", Servers.h2Files(folder), scenarios(s -> s.layout() != Layout.MIXED));
    }

    private static void halt(String where, Databases databases, List<Scenario> scenarios) {
        halting(where, databases, Pace.MOVED_CLOCK).halt(scenarios);
        halting(where, databases, Pace.MOVED_CLOCK)
                .haltAgain(scenarios(s -> isUsual(s) && s.layout() != Layout.MIXED), SqlCrashTest::isSettledLater);
        TABLE.assertNothingFailed();
    }

    @Test
    void whoever_comes_after_one_that_has_halted_waits_out_its_lease() {
        List<Scenario> few = scenarios(s -> s.course() == Course.COMMITS_INSIDE && s.layout() == Layout.SHARED);
        halting("PostgreSQL", Servers.postgres(), REAL).halt(few);
        halting("H2 file", Servers.h2Files(folder), REAL).halt(few);
        TABLE.assertNothingFailed();
    }

    @Test
    void processes_are_stopped_on_PostgreSQL() {
        new StoppedProcesses(
                        "PostgreSQL", Servers.postgres().impatient(), Databases.Opener.class, Pace.MOVED_CLOCK, TABLE)
                .stop(scenarios(
                        s -> s.layout() != Layout.MIXED && (isUsual(s) || s.course() == Course.COMMITS_INSIDE)));
        TABLE.assertNothingFailed();
    }

    @Test
    void processes_are_stopped_on_an_H2_server() throws Exception {
        try (Servers.H2Server server = new Servers.H2Server(folder)) {
            new StoppedProcesses(
                            "H2 server",
                            server.databases().impatient(),
                            Databases.Opener.class,
                            Pace.MOVED_CLOCK,
                            TABLE)
                    .oneByOne()
                    .stop(scenarios(s -> s.layout() != Layout.MIXED
                            && (s.course() == Course.EXECUTES || s.course() == Course.COMMITS_INSIDE)));
        }
        TABLE.assertNothingFailed();
    }

    @Test
    void who_blocks_on_an_H2_server_is_ended_as_the_message_says() throws Exception {
        try (Servers.H2Server server = new Servers.H2Server(folder)) {
            new StoppedProcesses("H2 server", server.databases().impatient(), Databases.Opener.class, REAL, TABLE)
                    .stopAlone(
                            scenarios(s -> s.course() == Course.EXECUTES
                                    && (s.layout() == Layout.SHARED || s.layout() == Layout.MARKED)),
                            SqlCrashTest::isInTransaction);
        }
        TABLE.assertNothingFailed();
    }

    @Test
    void connections_break_on_PostgreSQL() {
        connectionsBreak("PostgreSQL", Servers.postgres(), SqlCrashTest::isUsual);
    }

    @Test
    void connections_break_on_an_H2_server() throws Exception {
        try (Servers.H2Server server = new Servers.H2Server(folder)) {
            connectionsBreak("H2 server", server.databases(), s -> s.course() == Course.EXECUTES);
        }
    }

    private static void connectionsBreak(String where, Databases databases, Predicate<Scenario> which) {
        List<Scenario> scenarios = scenarios(which.and(s -> s.layout() != Layout.MIXED));
        try (CrashSite site = databases.open()) {
            InProcessCrashes crashes = new InProcessCrashes(where, () -> site, Pace.MOVED_CLOCK, TABLE);
            crashes.losesAnswer(scenarios);
            crashes.losesDatabase(scenarios(s -> s.course() == Course.EXECUTES && s.layout() != Layout.MIXED));
        }
        TABLE.assertNothingFailed();
    }

    private static boolean isSettledLater(Call call) {
        return Set.of("body of a ends", "rollback of b ends").contains(call.name());
    }

    private static boolean isInTransaction(Call call) {
        return Set.of("body of a ends", "END a").contains(call.name());
    }

    private static boolean isUsual(Scenario scenario) {
        return scenario.course() == Course.EXECUTES || scenario.course() == Course.UNDOES;
    }

    private static HaltedProcesses halting(String where, Databases databases, Pace pace) {
        HaltedProcesses processes = new HaltedProcesses(where, databases, Databases.Opener.class, pace, TABLE);
        return Boolean.getBoolean("flamingock.crash.separate") ? processes.oneProcessForEachPoint() : processes;
    }

    private static List<Scenario> scenarios(Predicate<Scenario> which) {
        return Scenario.all().stream()
                .filter(which.or(scenario -> Extent.isFullAsked()))
                .toList();
    }
}
