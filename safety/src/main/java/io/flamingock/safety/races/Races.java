package io.flamingock.safety.races;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Eight processes at once run forty changes on one store, are killed and stopped where the seed says, and started again
 * until everything is executed; then the effects are counted. Settings are system properties:
 *
 * <ul>
 *   <li>{@code races.seed}: the seed of the first round; the next one has the next seed;
 *   <li>{@code races.rounds}: how many rounds on each store;
 *   <li>{@code races.minutes}: or for how long on each store, the last round not counted;
 *   <li>{@code races.verbose}: whether to say what happens while it does.
 * </ul>
 */
public final class Races {

    private final long firstSeed = Long.getLong("races.seed", 1);
    private final int rounds = Integer.getInteger("races.rounds", 1);
    private final long nanos = TimeUnit.MINUTES.toNanos(Long.getLong("races.minutes", 0));
    private final PrintStream out;

    Races(PrintStream out) {
        this.out = out;
    }

    /** What came of the races on one store. */
    record Result(Counts counts, List<String> problems) {}

    /**
     * Races on the database at a JDBC URL (PostgreSQL, MariaDB, MySQL) or a connection string of MongoDB, with the second
     * target at the next argument or in the same database; without arguments on servers of ours. What it creates is
     * called {@code races_…}, is removed before and after, and nobody else may race there meanwhile.
     */
    public static void main(String[] args) throws InterruptedException {
        Races races = new Races(System.out);
        List<String> problems = new ArrayList<>();
        if (args.length > 0) {
            problems.addAll(races.on("there", new Track(args[0], args[args.length > 1 ? 1 : 0], Racer.class)).problems);
        } else {
            for (Store store : Store.values()) {
                problems.addAll(races.on(store.name(), store.track(Racer.class)).problems);
            }
        }
        System.exit(problems.isEmpty() ? 0 : 1);
    }

    /** All rounds on a track, which is closed then; prints a line of counts at the end. */
    Result on(String name, Track track) throws InterruptedException {
        Counts total = new Counts();
        List<String> problems = new ArrayList<>();
        long start = System.nanoTime();
        try (track) {
            for (int i = 0; nanos > 0 ? System.nanoTime() - start < nanos : i < rounds; i++) {
                long seed = firstSeed + i;
                Judgement judgement = track.race(seed, "nothing");
                total.addAll(judgement.counts());
                judgement.explained().forEach(late -> out.println(name + ", seed " + seed + ", explained: " + late));
                for (String problem : judgement.problems()) {
                    String line = "-Draces.seed=" + seed + " on " + name + ": " + problem;
                    out.println(line);
                    problems.add(line);
                }
            }
        }
        out.println(name + " in " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) + " s: " + total);
        return new Result(total, problems);
    }
}
