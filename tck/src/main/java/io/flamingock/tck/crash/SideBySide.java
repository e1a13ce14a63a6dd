package io.flamingock.tck.crash;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Does many things at once, on threads of its own: most of the time of a trial is waiting. May be used inside itself. */
final class SideBySide {

    /** As many as there are trials that wait. */
    static final SideBySide MANY = new SideBySide(Integer.getInteger("flamingock.crash.threads", 12));

    /** {@code null}: one by one, in order; a pool of one would have another thread go on while its own waits. */
    private final @Nullable ForkJoinPool threads;

    SideBySide(int atOnce) {
        this.threads = atOnce == 1 ? null : new ForkJoinPool(atOnce);
    }

    /** The results are in the order of the things. */
    <T, R> List<R> map(Collection<T> things, Function<T, R> function) {
        if (threads == null) {
            return things.stream().map(function).toList();
        }
        return threads.submit(() -> things.parallelStream().map(function).toList())
                .join();
    }

    <T> void forEach(Collection<T> things, Consumer<T> action) {
        if (threads == null) {
            things.forEach(action);
        } else {
            threads.submit(() -> things.parallelStream().forEach(action)).join();
        }
    }
}
