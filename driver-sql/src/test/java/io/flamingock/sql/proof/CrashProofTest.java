package io.flamingock.sql.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.flamingock.Flamingock;
import io.flamingock.api.ChangeFailedException;
import io.flamingock.api.Issue;
import io.flamingock.api.OpenIssuesException;
import io.flamingock.api.Outcome;
import io.flamingock.api.Resolution;
import io.flamingock.api.RunReport;
import io.flamingock.servers.child.ChildProcess;
import io.flamingock.servers.child.Points;
import io.flamingock.servers.child.Points.Way;
import io.flamingock.sql.SqlServers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@link TwelveChanges} are killed at a point that is drawn from a seed, started again, decided about where only a human
 * can know, and started again. {@code -Dproof.seed=N} repeats one seed, {@code -Dproof.seeds=N} takes the first N.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CrashProofTest {

    /** Where to die, by the seed: inside each change, between them, and where the protocol does something. */
    private static final List<String> PLACES = List.of(
            "in 01 .*",
            "in 02 .*",
            "in 03 .*",
            "in 04 .*",
            "in 05 .*",
            "in 06 .*",
            "in 07 .*",
            "in 08 .*",
            "in 09 .*",
            "in 10 .*",
            "in 11 .*",
            "in 12 .*",
            "before 01 .*",
            "after \\d\\d",
            ".* shop append( \\d)?",
            ".* commit",
            ".* marker",
            "after .* after stock commit",
            "after 12 .*(append|release)( \\d)?");

    private static final String FAILING = "(in 07 half-way|in 07 .*append|in rollback.*|after rollback.*)";
    private static final int DEFAULT_SEEDS = 3 * (PLACES.size() + 1);
    private static final int AT_ONCE = 2;

    private final String shopServer = SqlServers.postgresUrl();
    private final String stockServer = SecondServer.url();

    @TempDir
    Path folder;

    private record Death(Way way, boolean failing, String point) {}

    private record Row(long seed, String killed, String second, String counts) {
        @Override
        public String toString() {
            return String.format("%5d | %-58s | %-52s | %s", seed, killed, second, counts);
        }
    }

    @Test
    void whoever_is_killed_anywhere_leaves_nothing_undone_and_nothing_done_twice() throws Exception {
        long start = System.nanoTime();
        List<String> usual = points(false);
        List<String> failing = points(true);
        Long only = Long.getLong("proof.seed");
        long[] seeds = only != null
                ? new long[] {only}
                : LongStream.rangeClosed(1, Integer.getInteger("proof.seeds", DEFAULT_SEEDS))
                        .toArray();

        List<Row> rows = new ArrayList<>();
        ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Row>> running = LongStream.of(seeds)
                    .mapToObj(seed -> executor.submit(() -> prove(seed, draw(seed, usual, failing))))
                    .toList();
            for (Future<Row> row : running) {
                rows.add(row.get(5, TimeUnit.MINUTES));
            }
        } finally {
            executor.shutdownNow();
        }

        rows.forEach(System.out::println);
        Set<String> inside = rows.stream()
                .filter(row -> row.killed.matches("in \\d\\d .*") && !row.killed.endsWith("going on"))
                .map(row -> row.killed.substring(3, 5))
                .collect(Collectors.toCollection(TreeSet::new));
        System.out.printf(
                "%d seeds in %d s: killed inside %s; %d second starts stopped for a decision, %d settled, %d had nothing to do%n",
                rows.size(),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
                inside,
                rows.stream().filter(row -> row.second.contains("decided")).count(),
                rows.stream().filter(row -> row.second.contains("settled")).count(),
                rows.stream().filter(row -> row.second.contains("nothing")).count());
        if (only == null && seeds.length >= PLACES.size()) {
            assertThat(inside).containsAll(all());
        }
    }

    private static List<String> all() {
        return IntStream.rangeClosed(1, 12)
                .mapToObj(n -> String.format("%02d", n))
                .toList();
    }

    private static Death draw(long seed, List<String> usual, List<String> failing) {
        SplittableRandom random = new SplittableRandom(seed); // Random draws alike from seeds that are close
        Way way = List.of(Way.values()).get(random.nextInt(Way.values().length));
        int place = (int) ((seed - 1) % (PLACES.size() + 1));
        boolean fails = place == PLACES.size();
        if (place < 12) {
            way = random.nextBoolean() ? Way.HALT : Way.KILL_WAITING; // it should really die in there
        }
        List<String> points = fails ? failing : usual;
        String where = fails ? FAILING : PLACES.get(place);
        List<String> candidates =
                points.stream().filter(point -> point.matches(where)).toList();
        assertThat(candidates).as(where + " among " + points).isNotEmpty();
        return new Death(way, fails, candidates.get(random.nextInt(candidates.size())));
    }

    /** All points of a run that is not killed. */
    private List<String> points(boolean failing) throws IOException {
        String shop = with(shopServer, "currentSchema", newSchema(shopServer, failing ? -1 : 0));
        String stock = with(stockServer, "currentSchema", newSchema(stockServer, failing ? -1 : 0));
        Ledger ledger = new Ledger(folder.resolve("dry-" + failing));
        TwelveChanges.fail(failing);
        Points points = CurrentPoints.none();
        try {
            RunReport report = TwelveChanges.program(
                            CurrentPoints.watched("shop", shop), CurrentPoints.watched("stock", stock), ledger)
                    .run();
            assertThat(report.counts().executed()).isEqualTo(12);
            assertThat(failing).isFalse();
        } catch (ChangeFailedException e) {
            assertThat(failing).isTrue();
        } finally {
            TwelveChanges.fail(false);
            CurrentPoints.none();
        }
        return points.passed();
    }

    private Row prove(long seed, Death death) throws IOException {
        String name = "crash-proof-" + seed;
        String shopUrl = with(shopServer, "currentSchema", newSchema(shopServer, seed));
        String stockUrl = with(stockServer, "currentSchema", newSchema(stockServer, seed));
        Path file = folder.resolve(name);
        String killed =
                kill(death, with(shopUrl, "ApplicationName", name), with(stockUrl, "ApplicationName", name), file);
        try (HikariDataSource shop = SqlServers.pool(SqlServers.postgres(shopUrl), 2);
                HikariDataSource stock = SqlServers.pool(SqlServers.postgres(stockUrl), 2)) {
            Ledger ledger = new Ledger(file);
            Oracle oracle = new Oracle(shop, stock, ledger);
            oracle.awaitEndOfSessions(name);
            oracle.assertThatTransactionsAreWhole();
            Flamingock flamingock = TwelveChanges.program(shop, stock, ledger).build();
            String second = startAgain(flamingock, oracle);
            String counts = oracle.assertThatAllIsThere();
            oracle.assertThatIntentsCameFirst();
            assertThat(flamingock.verify().isValid()).isTrue();
            assertThat(flamingock.run().isNothingToDo())
                    .as("the last start has nothing to do")
                    .isTrue();
            return new Row(seed, killed, second, counts);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed + ", killed " + killed + ": " + e.getMessage(), e);
        }
    }

    private static String kill(Death death, String shop, String stock, Path ledger) {
        try (ChildProcess child = ChildProcess.start(
                CrashProgram.class,
                shop,
                stock,
                ledger.toString(),
                death.point,
                death.way.name(),
                Boolean.toString(death.failing))) {
            Optional<String> here = child.await(Points.HERE);
            if (here.isEmpty()) {
                // starved by a busy machine until its lease had expired: what it left behind must be right all the same
                assertThat(child.seen()).anyMatch(line -> line.startsWith("FAILED") && line.contains("lease"));
                return "not killed, its lease expired";
            }
            if (death.way != Way.HALT) {
                child.kill();
            }
            child.awaitEnd();
            return here.get()
                    + switch (death.way) {
                        case HALT -> ", halted";
                        case KILL_WAITING -> ", kill -9";
                        case KILL_RUNNING -> ", kill -9 going on";
                    };
        }
    }

    /** The second start, and the third where the second one could not know enough. */
    private static String startAgain(Flamingock flamingock, Oracle oracle) throws IOException {
        Set<String> undecided = oracle.toBeDecided();
        Set<String> settled = oracle.toBeSettled();
        try {
            RunReport report = flamingock.run();
            assertThat(undecided)
                    .as("what a human must decide, but was not asked")
                    .isEmpty();
            assertSettled(report, settled);
            return report.isNothingToDo() ? "nothing to do" : text(report);
        } catch (OpenIssuesException e) {
            assertThat(e.issues()).extracting(Issue::changeId).containsExactlyInAnyOrderElementsOf(undecided);
            StringBuilder text = new StringBuilder();
            for (Issue issue : e.issues()) {
                Resolution resolution = oracle.look(issue.changeId());
                flamingock.resolve(issue.changeId(), issue.seq(), resolution, "oracle", "looked at the ledger");
                text.append(issue.changeId())
                        .append(" ")
                        .append(issue.state())
                        .append(", decided ")
                        .append(resolution);
            }
            return text + "; then " + text(flamingock.run());
        }
    }

    private static void assertSettled(RunReport report, Set<String> expected) {
        assertThat(report.outcomes().stream()
                        .filter(Outcome.Settled.class::isInstance)
                        .map(outcome -> outcome.change().id()))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static String text(RunReport report) {
        RunReport.Counts counts = report.counts();
        return counts.executed() + " executed, " + (counts.settled() > 0 ? counts.settled() + " settled, " : "")
                + counts.skipped() + " skipped";
    }

    /** A schema of its own for each seed: a database would take ten times as long to create. */
    private static String newSchema(String url, long seed) {
        String schema = "seed_" + (seed < 0 ? "m" + -seed : seed);
        DataSource database = SqlServers.postgres(with(url, "currentSchema", schema));
        SqlServers.execute(database, "CREATE SCHEMA " + schema, "CREATE TABLE effect (change_id TEXT, half INT)");
        return schema;
    }

    private static String with(String url, String name, String value) {
        return url + (url.contains("?") ? "&" : "?") + name + "=" + value;
    }
}
