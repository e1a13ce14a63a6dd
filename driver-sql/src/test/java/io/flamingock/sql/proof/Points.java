package io.flamingock.sql.proof;

import io.flamingock.sql.SqlServers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * The points that a run passes on its thread: each statement before it is sent and after it was answered, and those that
 * bodies name. At one of them the process can be made to die.
 */
final class Points {

    /** How the process dies at its point. */
    enum Way {
        /** By its own hand: no hook, no {@code finally}. */
        HALT,
        /** It stops there, and is killed from outside. */
        KILL_WAITING,
        /** It is killed from outside, and goes on until that happens. */
        KILL_RUNNING
    }

    /** What a process says on its standard output when it has come to its point. */
    static final String HERE = "HERE ";

    private static volatile Points current = new Points("", Way.HALT);

    private final Thread thread = Thread.currentThread();
    private final List<String> passed = new ArrayList<>();
    private final Map<String, Integer> times = new HashMap<>();
    private final String deadly;
    private final Way way;
    private String place = "before 01";

    /** For this thread; dies at the point that is called like this, which may be none. */
    Points(String deadly, Way way) {
        this.deadly = deadly;
        this.way = way;
    }

    void install() {
        current = this;
    }

    /** The points that were passed, in order. */
    List<String> passed() {
        return passed;
    }

    /** Where the run is from now on: in a change, or after one. */
    static void at(String place) {
        if (Thread.currentThread() == current.thread) {
            current.place = place;
            pass("");
        }
    }

    /** Passes one; what other threads do is not counted. */
    static void pass(String what) {
        Points points = current;
        if (Thread.currentThread() == points.thread) {
            String name = (points.place + " " + what).strip();
            int time = points.times.merge(name, 1, Integer::sum);
            String label = time == 1 ? name : name + " " + time;
            points.passed.add(label);
            if (label.equals(points.deadly)) {
                points.die(label);
            }
        }
    }

    /** A database on PostgreSQL, whose statements are points with this name in them. */
    static DataSource watched(String name, String url) {
        return Watched.by(
                new Watched.Watcher() {
                    @Override
                    public void before(String sql) {
                        pass("before " + name + " " + kind(sql));
                    }

                    @Override
                    public void after(String sql) {
                        pass("after " + name + " " + kind(sql));
                    }
                },
                SqlServers.postgres(url));
    }

    /** What a statement is for, as far as it shows. */
    private static String kind(String sql) {
        String text = sql.toLowerCase(Locale.ROOT);
        if (text.equals("commit") || text.equals("rollback")) {
            return text;
        }
        if (text.contains("flamingock_audit")) {
            return text.contains("insert into") ? "append" : text.contains("create table") ? "create" : "read";
        }
        if (text.contains("flamingock_lock")) {
            return text.contains("owner\" = null, ") ? "release" : "lease";
        }
        return text.contains("flamingock_marker") ? "marker" : "statement";
    }

    private void die(String label) {
        System.out.println(HERE + label);
        System.out.flush();
        if (way == Way.HALT) {
            Runtime.getRuntime().halt(137);
        }
        long limit = System.nanoTime() + 60_000_000_000L;
        while (way == Way.KILL_WAITING && System.nanoTime() < limit) {
            LockSupport.parkNanos(1_000_000_000L);
        }
    }
}
