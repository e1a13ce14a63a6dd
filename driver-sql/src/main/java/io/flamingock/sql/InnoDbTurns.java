package io.flamingock.sql;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * Who waits for whom, InnoDB looks up anew only when it has not been asked for a tenth of a second, by whomever; else it
 * says what it said before, which would be so for good if several asked again and again. So the threads of this process
 * are silent for a while, and then all who wait ask at the same time: what the first of them makes InnoDB look up is new
 * for the others too.
 */
final class InnoDbTurns {

    private static final long SILENCE_NANOS = 120_000_000L;

    private long lastNanos = System.nanoTime() - SILENCE_NANOS;
    private long opened;
    private long next = 1;
    private int waiting;
    private int asking;

    /** What is asked of InnoDB. */
    interface Question<T> {
        T ask() throws SQLException;
    }

    <T> T ask(Question<T> question) throws SQLException {
        awaitTurn();
        try {
            return question.ask();
        } finally {
            end();
        }
    }

    private synchronized void awaitTurn() {
        long turn = next;
        waiting++;
        try {
            while (opened < turn) {
                long silence = lastNanos + SILENCE_NANOS - System.nanoTime();
                if (asking == 0 && silence <= 0) {
                    open();
                } else {
                    TimeUnit.NANOSECONDS.timedWait(this, asking == 0 ? silence : SILENCE_NANOS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (opened < turn) { // it does not wait any longer
                waiting--;
                asking++;
            }
        }
    }

    private void open() {
        opened = next;
        next++;
        asking += waiting;
        waiting = 0;
        notifyAll();
    }

    private synchronized void end() {
        asking--;
        lastNanos = System.nanoTime();
        notifyAll();
    }
}
