package io.flamingock.safety.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Trials of which several take place at once, since most of the time they wait. */
final class SideBySide {

    private static final int LIMIT_MINUTES = 12;

    private SideBySide() {}

    /**
     * What came of each, in their order.
     *
     * @throws java.util.concurrent.CancellationException they take too long
     */
    static <R> List<R> results(int atOnce, Stream<Callable<R>> trials) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            List<R> results = new ArrayList<>();
            for (Future<R> result : threads.invokeAll(trials.toList(), LIMIT_MINUTES, TimeUnit.MINUTES)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
