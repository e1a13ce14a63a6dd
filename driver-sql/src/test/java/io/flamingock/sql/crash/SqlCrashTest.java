package io.flamingock.sql.crash;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.tck.crash.CrashSite;
import io.flamingock.tck.crash.CrashTable;
import io.flamingock.tck.crash.InProcessCrashes;
import io.flamingock.tck.crash.OtherProcesses;
import io.flamingock.tck.crash.Pace;
import io.flamingock.tck.crash.Scenario;
import io.flamingock.tck.crash.Scenario.Course;
import io.flamingock.tck.crash.Scenario.Layout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * The rows of protocol §6 on real databases: processes that halt or are really stopped, and connections that break.
 * {@code -Dflamingock.crash.full=true} runs every scenario before and after every call, {@code
 * -Dflamingock.crash.separate=true} halts a process of its own for each point.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(value = 900, unit = TimeUnit.SECONDS)
class SqlCrashTest {

    private static final boolean FULL = Boolean.getBoolean("flamingock.crash.full");
    private static final Pace PACE = Pace.ofLease(Duration.ofSeconds(2));
    private static final Pace QUICK = Pace.ofLease(Duration.ofMillis(600));
    private static final CrashTable TABLE = new CrashTable();
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
    }

    @Test
    void processes_halt_on_PostgreSQL() {
        OtherProcesses processes = processes("PostgreSQL", PACE);
        Servers.Databases databases = Servers.postgres();
        for (Layout layout : Layout.values()) {
            processes.halt(databases, scenarios(s -> s.layout() == layout));
        }
        TABLE.assertNothingFailed();
    }

    @Test
    void processes_halt_on_H2_in_a_file() {
        OtherProcesses processes = processes("H2 file", PACE);
        Servers.Databases databases = Servers.h2Files(folder);
        for (Layout layout : Layout.values()) {
            processes.halt(databases, scenarios(s -> s.layout() == layout));
        }
        TABLE.assertNothingFailed();
    }

    @Test
    void the_process_that_recovers_halts_on_PostgreSQL() {
        OtherProcesses processes = processes("PostgreSQL", PACE);
        Servers.Databases databases = Servers.postgres();
        processes.haltAgain(
                databases,
                scenario(Layout.MARKED, Course.EXECUTES),
                call -> call.name().equals("body of a ends"));
        processes.haltAgain(
                databases,
                scenario(Layout.MARKED, Course.UNDOES),
                call -> call.name().equals("rollback of b ends"));
        processes.haltAgain(
                databases,
                scenario(Layout.SHARED, Course.EXECUTES),
                call -> call.name().equals("body of a ends"));
        TABLE.assertNothingFailed();
    }

    @Test
    void the_process_that_recovers_halts_on_H2_in_a_file() {
        processes("H2 file", PACE)
                .haltAgain(
                        Servers.h2Files(folder),
                        scenario(Layout.MARKED, Course.EXECUTES),
                        call -> call.name().equals("body of a ends"));
        TABLE.assertNothingFailed();
    }

    @Test
    void processes_are_stopped_on_PostgreSQL() {
        OtherProcesses processes = processes("PostgreSQL", PACE);
        Servers.Databases databases = Servers.postgres();
        processes.stop(databases, scenarios(s -> s.layout() != Layout.MIXED && isUsual(s)));
        TABLE.assertNothingFailed();
    }

    @Test
    void processes_are_stopped_on_an_H2_server() throws Exception {
        try (Servers.H2Server server = new Servers.H2Server(folder)) {
            processes("H2 server", PACE)
                    .oneByOne()
                    .stop(server.databases(), scenarios(s -> s.layout() != Layout.MIXED && isUsual(s)));
        }
        TABLE.assertNothingFailed();
    }

    @Test
    void who_blocks_on_an_H2_server_is_ended_as_the_message_says() throws Exception {
        try (Servers.H2Server server = new Servers.H2Server(folder)) {
            Servers.Databases databases = server.databases();
            OtherProcesses processes = processes("H2 server", QUICK);
            for (Layout layout : List.of(Layout.SHARED, Layout.MARKED)) {
                processes.stopAlone(
                        databases,
                        scenario(layout, Course.EXECUTES),
                        call -> call.name().equals("body of a ends")
                                || call.name().equals("END a")
                                || call.name().equals("commit"));
            }
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
            connectionsBreak(
                    "H2 server", server.databases(), s -> s.course() == Course.EXECUTES && s.layout() != Layout.MIXED);
        }
    }

    private static void connectionsBreak(String where, Servers.Databases databases, Predicate<Scenario> answers) {
        try (CrashSite site = databases.open()) {
            InProcessCrashes crashes = new InProcessCrashes(where, () -> site, PACE, TABLE);
            scenarios(answers).parallelStream().forEach(crashes::losesAnswer);
            InProcessCrashes quick = new InProcessCrashes(where, () -> site, QUICK, TABLE);
            scenarios(s -> s.course() == Course.EXECUTES && s.layout() != Layout.MIXED).parallelStream()
                    .forEach(quick::losesDatabase);
        }
        TABLE.assertNothingFailed();
    }

    private static boolean isUsual(Scenario scenario) {
        return scenario.course() == Course.EXECUTES || scenario.course() == Course.UNDOES;
    }

    private static OtherProcesses processes(String where, Pace pace) {
        OtherProcesses processes = new OtherProcesses(where, SqlSite.Opener.class, pace, TABLE);
        if (Boolean.getBoolean("flamingock.crash.separate")) {
            processes.oneProcessForEachPoint();
        }
        return FULL ? processes.afterEachCallToo() : processes;
    }

    private static Scenario scenario(Layout layout, Course course) {
        return new Scenario(layout, RecoveryStrategy.MANUAL_INTERVENTION, course);
    }

    private static List<Scenario> scenarios(Predicate<Scenario> which) {
        return (FULL ? Scenario.all() : Scenario.decisive())
                .stream().filter(which).toList();
    }
}
