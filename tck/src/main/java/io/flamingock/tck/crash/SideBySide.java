package io.flamingock.tck.crash;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.function.Function;

/** Does many things at once, on threads of its own: most of the time of a trial is waiting. May be used inside itself. */
final class SideBySide {

    private static final ForkJoinPool THREADS = new ForkJoinPool(Integer.getInteger("flamingock.crash.threads", 12));

    private SideBySide() {}

    /** The results are in the order of the things. */
    static <T, R> List<R> map(Collection<T> things, Function<T, R> function) {
        return THREADS.submit(() -> things.parallelStream().map(function).toList())
                .join();
    }

    static <T> void forEach(Collection<T> things, Consumer<T> action) {
        THREADS.submit(() -> things.parallelStream().forEach(action)).join();
    }
}
