package io.flamingock.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Eight threads that start as one; each wait has a limit. */
final class Race implements AutoCloseable {

    static final int THREADS = 8;
    static final int ROUNDS = 50;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "racer");
        thread.setDaemon(true);
        return thread;
    });

    /** Has each thread do something, and returns what came of it, in no order; throws what one of them has thrown. */
    <T> List<T> all(IntFunction<Callable<T>> racer) throws Exception {
        List<Callable<T>> racers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            racers.add(racer.apply(i));
        }
        return of(racers);
    }

    /** The same with at most {@link #THREADS} different racers. */
    <T> List<T> of(List<Callable<T>> racers) throws Exception {
        CyclicBarrier start = new CyclicBarrier(racers.size());
        List<Future<T>> running = new ArrayList<>();
        for (Callable<T> racer : racers) {
            running.add(threads.submit(() -> {
                start.await(10, TimeUnit.SECONDS);
                return racer.call();
            }));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> each : running) {
            results.add(each.get(30, TimeUnit.SECONDS));
        }
        return results;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
