package io.flamingock.sql;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Cancels a statement when its time is up. What its driver sends for that goes over a connection of its own. */
final class Alarm {

    private static final Duration LONGEST_CANCEL = Duration.ofSeconds(5);

    private final Statement statement;
    private final CountDownLatch answered = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean rang;

    private Alarm(Duration time, Statement statement) {
        this.statement = statement;
        this.thread = new Thread(() -> ring(time), "flamingock-alarm");
        thread.setDaemon(true);
    }

    static Alarm in(Duration time, Statement statement) {
        Alarm alarm = new Alarm(time, statement);
        alarm.thread.start();
        return alarm;
    }

    /** To be called when the statement has ended. Returns whether its time was up before; then see {@link #isOver}. */
    boolean stop() {
        dismiss();
        boolean interrupted = false;
        long until = System.nanoTime() + LONGEST_CANCEL.toNanos();
        while (thread.isAlive() && System.nanoTime() < until) {
            try {
                thread.join(100);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return rang;
    }

    /** To be called when it does not matter any more whether the statement is cancelled; waits for nothing. */
    void dismiss() {
        answered.countDown();
    }

    /** Whether no cancel is on its way any more. */
    boolean isOver() {
        return !thread.isAlive();
    }

    private void ring(Duration time) {
        try {
            if (!answered.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                rang = true;
                statement.cancel();
            }
        } catch (SQLException | RuntimeException e) {
            // then it waits as long as the server lets it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
