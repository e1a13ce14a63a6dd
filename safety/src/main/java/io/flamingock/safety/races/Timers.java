package io.flamingock.safety.races;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is to be done later, by the thread that asks for it. */
final class Timers {

    private record Timer(long due, Runnable what) {}

    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::due));

    void in(long millis, Runnable what) {
        timers.add(new Timer(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), what));
    }

    long millisToNext() {
        @Nullable Timer next = timers.peek();
        return next == null ? Long.MAX_VALUE : Math.max(0, TimeUnit.NANOSECONDS.toMillis(next.due - System.nanoTime()));
    }

    void runDue() {
        for (@Nullable Timer next = timers.peek();
                next != null && next.due <= System.nanoTime();
                next = timers.peek()) {
            timers.remove();
            next.what.run();
        }
    }
}
