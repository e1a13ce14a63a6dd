package io.flamingock.examples.many;

import io.flamingock.api.ChangeFailedException;
import io.flamingock.servers.child.Points;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;

/**
 * The order platform is killed at points that are drawn from seeds, half of them with its log in MongoDB and half with its
 * log in PostgreSQL, and started again until everything is there; then the systems themselves are asked how often.
 * {@code -Dproof.seed=N} repeats one seed, {@code -Dproof.seeds=N} takes the first N.
 */
final class KillAnywhere implements AutoCloseable {

    private static final int LIMIT_MINUTES = 5;

    /** Of a platform that was starved before it came to its point, which only a busy machine does. */
    private static final int TRIES = 3;

    private final Servers servers;
    private final Map<LogStore, List<String>> calm = new EnumMap<>(LogStore.class);
    private final Map<LogStore, List<String>> breakdown = new EnumMap<>(LogStore.class);

    private KillAnywhere(Servers servers) {
        this.servers = servers;
    }

    /** Prints a line for each seed and, in the end, a table with a row for each change. */
    public static void main(String[] args) throws Exception {
        try (KillAnywhere killing = start()) {
            killing.run(System.out);
        }
        System.exit(0); // what ends with this JVM ends now, whatever threads the servers have left
    }

    /** Starts the servers, and looks which points there are to die at. */
    static KillAnywhere start() throws IOException, InterruptedException {
        KillAnywhere killing = new KillAnywhere(Servers.start());
        try {
            for (LogStore log : LogStore.values()) {
                killing.calm.put(log, killing.rehearse(log, false));
                killing.breakdown.put(log, killing.rehearse(log, true));
            }
            return killing;
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            killing.close();
            throw e;
        }
    }

    /** The seeds that were asked for. */
    static long[] seeds() {
        Long only = Long.getLong("proof.seed");
        return only != null
                ? new long[] {only}
                : LongStream.rangeClosed(1, Long.getLong("proof.seeds", Death.ALL_SEEDS))
                        .toArray();
    }

    /**
     * Tries all seeds.
     *
     * @throws AssertionError some of them failed; each is in it, with the argument that repeats it
     */
    List<Trial.Result> run(PrintStream out) throws InterruptedException, TimeoutException {
        long start = System.nanoTime();
        out.println("On " + servers.describe());
        List<Trial.Result> results = new ArrayList<>();
        AssertionError failures = new AssertionError("what was promised was not kept");
        ExecutorService executor = Executors.newFixedThreadPool(servers.places());
        List<Future<List<Trial.Result>>> running = LongStream.of(seeds())
                .mapToObj(seed -> executor.submit(() -> attempt(seed)))
                .toList();
        try {
            for (Future<List<Trial.Result>> future : running) {
                try {
                    List<Trial.Result> tried = future.get(LIMIT_MINUTES, TimeUnit.MINUTES);
                    tried.forEach(result -> out.println(line(result)));
                    results.addAll(tried);
                } catch (ExecutionException e) {
                    out.println(e.getCause().getMessage());
                    failures.addSuppressed(e.getCause());
                }
            }
        } finally {
            executor.shutdownNow();
        }
        int failed = failures.getSuppressed().length;
        new Summary(results, running.size(), failed, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start))
                .print(out);
        if (failed > 0) {
            throw failures;
        }
        return results;
    }

    private List<Trial.Result> attempt(long seed) throws IOException, InterruptedException {
        Death death = Death.draw(seed, (log, broken) -> (broken ? breakdown : calm).get(log));
        List<Trial.Result> tried = new ArrayList<>();
        do {
            try (Place place = servers.newPlace()) {
                tried.add(Trial.of(seed, death, place));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("-Dproof.seed=" + seed + ", " + death + ": " + e.getMessage(), e);
            }
        } while (tried.get(tried.size() - 1).starved() && tried.size() < TRIES);
        return tried;
    }

    /** All points of a run that is not killed. */
    private List<String> rehearse(LogStore log, boolean broken) throws IOException, InterruptedException {
        Points points = new Points("at first", Points.Way.HALT, "");
        Bodies bodies = new Bodies(points, change -> {});
        try (Place place = servers.newPlace();
                WatchedClients watched = new WatchedClients(place.addresses(), bodies)) {
            if (broken) {
                place.payments().breakDown();
            }
            OrderPlatform.builder(log, watched.clients()).listener(bodies).run();
            if (broken) {
                throw new AssertionError("the payment provider broke down, and nobody noticed");
            }
        } catch (ChangeFailedException e) {
            if (!broken) {
                throw e;
            }
        }
        return points.passed();
    }

    private String line(Trial.Result result) {
        return String.format(
                "%4d | log in %-20s | killed %-50s | %-12s | %s",
                result.seed(),
                servers.name(result.death().log()),
                result.starved()
                        ? "nowhere, its lease had expired"
                        : result.death().point(),
                result.death().way(),
                result.next());
    }

    @Override
    public void close() {
        servers.close();
    }
}
