package io.flamingock.mongodb;

import com.mongodb.MongoTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls that are given up: in a transaction the driver has one time-out, for all of it and the body too. */
final class Bounded {

    private Bounded() {}

    /**
     * The answer, for which an interrupted caller waits too.
     *
     * @throws MongoTimeoutException there was none in time; the call goes on, so what it uses must not be used again
     */
    static <T extends @Nullable Object> T call(Duration limit, Supplier<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        startDaemon("flamingock-answer", () -> {
            try {
                answer.complete(work.get());
            } catch (Throwable thrown) {
                answer.completeExceptionally(thrown);
            }
        });
        boolean interrupted = false;
        long until = System.nanoTime() + limit.toNanos();
        try {
            while (true) {
                try {
                    return answer.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    throw new MongoTimeoutException("no answer within " + limit.toMillis() + " ms");
                } catch (ExecutionException e) {
                    throw unchecked(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static void startDaemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static RuntimeException unchecked(@Nullable Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException runtime ? runtime : new IllegalStateException(thrown);
    }
}
