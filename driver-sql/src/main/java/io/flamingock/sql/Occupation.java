package io.flamingock.sql;

import io.flamingock.api.BlockedException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An insert into a place that somebody's unfinished transaction may hold. Three possible situations:
 *
 * <ol>
 *   <li>the place is free, or taken for good: the insert answers at once, with its rows or a duplicate;
 *   <li>it is held, and the holder ends within the lock time-out: the same, later;
 *   <li>it is held for longer: the insert is tried once more for a short time, while a second connection looks whom it
 *       waits for. They are named, or ended and the insert tried again.
 * </ol>
 */
final class Occupation {

    private static final Logger LOG = LoggerFactory.getLogger(Occupation.class);
    private static final int MAX_ROUNDS = 5;
    private static final long MIN_OBSERVED_MILLIS = 500;
    private static final long MAX_OBSERVED_MILLIS = 1_500;
    private static final long LOOK_EVERY_MILLIS = 100;

    private final Database database;
    private final String what;
    private final boolean endBlockers;

    /** {@code what} is for messages: an append to the log of 'users', a marker of 'add-status'. */
    Occupation(Database database, String what, boolean endBlockers) {
        this.database = database;
        this.what = what;
        this.endBlockers = endBlockers;
    }

    /**
     * Inserts; returns the number of rows.
     *
     * @throws SQLException a duplicate, or whatever else the database says
     * @throws BlockedException somebody holds the place and could not be ended, or was not to be
     */
    int insert(Session session, String sql, List<?> values) throws SQLException {
        List<Blocker> blockers = List.of();
        for (int round = 0; round < MAX_ROUNDS; round++) {
            try {
                return session.update(sql, values);
            } catch (SQLException e) {
                if (!session.dialect().isLockTimeout(e)) {
                    throw e;
                }
            }
            blockers = new CopyOnWriteArrayList<>();
            try {
                return observed(session, sql, values, blockers);
            } catch (SQLException e) {
                if (!session.dialect().isLockTimeout(e)) {
                    throw e;
                }
                if (!endBlockers || blockers.isEmpty() || !endAll(session, blockers)) {
                    throw blocked(blockers, e);
                }
            }
        }
        throw blocked(blockers, null);
    }

    private int observed(Session session, String sql, List<?> values, List<Blocker> found) throws SQLException {
        String id = session.dialect().inspect(session.connection()).id();
        CountDownLatch answered = new CountDownLatch(1);
        Thread watcher = new Thread(() -> watch(id, found, answered), "flamingock-blockers");
        watcher.setDaemon(true);
        watcher.start();
        try {
            return session.update(observedMillis(), sql, values);
        } finally {
            answered.countDown();
            join(watcher);
        }
    }

    private long observedMillis() {
        long lockMillis = database.settings().lockTimeout().toMillis();
        return Math.min(Math.max(lockMillis, MIN_OBSERVED_MILLIS), MAX_OBSERVED_MILLIS);
    }

    private void watch(String id, List<Blocker> found, CountDownLatch answered) {
        try {
            database.call("looking for who blocks " + what, session -> {
                while (found.isEmpty() && !await(answered)) {
                    found.addAll(session.dialect().blockers(session.connection(), id));
                }
                return found;
            });
        } catch (RuntimeException e) {
            LOG.debug("cannot see who blocks {}", what, e);
        }
    }

    /** Returns whether one of them is not in the way any more. */
    private boolean endAll(Session session, List<Blocker> blockers) {
        boolean anyIsOver = false;
        for (Blocker blocker : blockers) {
            try {
                Blocker.End end = session.dialect().end(session.connection(), blocker);
                if (end == Blocker.End.ENDED) {
                    LOG.warn(
                            "ended database {}: it held an unfinished transaction in the way of {};"
                                    + " what it had not committed is rolled back",
                            blocker.description(),
                            what);
                }
                anyIsOver |= end != Blocker.End.NOT_ENDED;
            } catch (SQLException e) {
                LOG.debug("cannot end {}", blocker, e);
            }
        }
        return anyIsOver;
    }

    private BlockedException blocked(List<Blocker> blockers, @Nullable SQLException e) {
        StringBuilder text = new StringBuilder(what)
                .append(" waits for another session's unfinished transaction, longer than ")
                .append(database.settings().lockTimeout().toMillis())
                .append(" ms; nothing was written. ");
        if (blockers.isEmpty()) {
            text.append("Which session it is could not be found out: look for one with an open transaction");
        } else {
            text.append(blockers.size() == 1 ? "It is " : "It is one of these: ");
            blockers.forEach(blocker -> text.append(blocker.description())
                    .append("; if its process is dead, end it with: ")
                    .append(blocker.remedy())
                    .append(". "));
        }
        return new BlockedException(text.toString().strip(), e == null ? null : Redaction.of(e));
    }

    private static boolean await(CountDownLatch answered) {
        try {
            return answered.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static void join(Thread watcher) {
        boolean interrupted = false;
        long until = System.nanoTime() + Pool.SECOND_BORROW.toNanos() + TimeUnit.SECONDS.toNanos(1);
        while (watcher.isAlive() && System.nanoTime() < until) {
            try {
                watcher.join(100);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
