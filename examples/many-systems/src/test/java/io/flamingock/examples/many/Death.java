package io.flamingock.examples.many;

import io.flamingock.servers.child.Points.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Where and how a platform dies: drawn from a seed, which is all that is needed to do it again.
 *
 * @param log where its log is
 * @param way by its own hand, or by {@code kill -9}
 * @param where what it is doing
 * @param point one of those that the same run passes when it is not killed
 */
record Death(LogStore log, Way way, Where where, String point) {

    private static final int CHANGES = 15;
    private static final List<LogStore> STORES = List.of(LogStore.values());

    /** What the places to die at are called. */
    private static final List<Target> TARGETS = targets();

    /** As many seeds as there are places to die at, with each kind of log. */
    static final int ALL_SEEDS = TARGETS.size() * STORES.size();

    /** What a platform is doing when it dies. */
    enum Where {
        /** A call of a change's body, before or after it. */
        BODY("in %02d (before|after) .*"),
        /** The library writes to the log. */
        APPEND(".* library .* (append|insert flamingock_audit)( \\d+)?"),
        /** The library commits, or writes down in the target that it is about to. */
        COMMIT(".* library .* (marker|commit|commitTransaction|.* flamingock_marker)( \\d+)?"),
        /** The warehouse, where no log ever is, has committed, and no log knows of it yet. */
        COMMITTED("in \\d\\d library after warehouse commit( \\d+)?"),
        /** The payment provider has broken down, and the change is undone. */
        ROLLBACK("in 05( library)? (before|after) .*");

        private final String pattern;

        Where(String pattern) {
            this.pattern = pattern;
        }
    }

    private record Target(Where where, String pattern) {}

    /** The points of a run that is not killed. */
    interface Rehearsal {
        List<String> points(LogStore log, boolean breakdown);
    }

    static Death draw(long seed, Rehearsal rehearsal) {
        SplittableRandom random = new SplittableRandom(seed); // Random draws alike from seeds that are close
        LogStore log = STORES.get((int) (seed % STORES.size()));
        Target target =
                TARGETS.get((int) (seed / STORES.size() % TARGETS.size())); // one after the other: none is left out
        List<String> all = rehearsal.points(log, target.where == Where.ROLLBACK);
        List<String> candidates =
                all.stream().filter(point -> point.matches(target.pattern)).toList();
        if (candidates.isEmpty()) {
            throw new IllegalStateException(target + " is not among " + all);
        }
        Way way = random.nextBoolean() ? Way.HALT : Way.KILL_WAITING;
        return new Death(log, way, target.where, candidates.get(random.nextInt(candidates.size())));
    }

    /** Whether the payment provider breaks down, so that a rollback runs. */
    boolean breakdown() {
        return where == Where.ROLLBACK;
    }

    /** The number of the change in whose body it dies; empty: in none. */
    String inside() {
        return where == Where.BODY || where == Where.ROLLBACK ? point.substring(3, 5) : "";
    }

    private static List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        IntStream.rangeClosed(1, CHANGES)
                .forEach(change -> targets.add(new Target(Where.BODY, String.format(Where.BODY.pattern, change))));
        for (Where where : List.of(Where.APPEND, Where.COMMIT, Where.COMMITTED, Where.ROLLBACK)) {
            targets.add(new Target(where, where.pattern));
        }
        return List.copyOf(targets);
    }
}
