package io.flamingock.sql;

import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who waits for whom, InnoDB looks up anew only when it has not been asked for a tenth of a second, by whomever; else it
 * says what it said before, which would be so for good if several asked again and again. So the threads of this process
 * ask by turns.
 */
final class InnoDbTurns {

    private static final long SILENCE_NANOS = 120_000_000L;

    private final ReentrantLock turn = new ReentrantLock(true);
    private long lastNanos = System.nanoTime() - SILENCE_NANOS;

    /** What is asked of InnoDB. */
    interface Question<T> {
        T ask() throws SQLException;
    }

    <T> T ask(Question<T> question) throws SQLException {
        turn.lock();
        try {
            long wait = lastNanos + SILENCE_NANOS - System.nanoTime();
            while (wait > 0 && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(wait);
                wait = lastNanos + SILENCE_NANOS - System.nanoTime();
            }
            return question.ask();
        } finally {
            lastNanos = System.nanoTime();
            turn.unlock();
        }
    }
}
