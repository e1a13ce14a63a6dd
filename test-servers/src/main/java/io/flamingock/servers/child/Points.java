package io.flamingock.servers.child;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The points that a run passes on one thread: each call before it is sent and after it was answered, and those that tests
 * name. At one of them the process can be made to die. For the thread that made it; what other threads pass is not
 * counted.
 */
public final class Points {

    /** How the process dies at its point. */
    public enum Way {
        /** By its own hand: no hook, no {@code finally}. */
        HALT,
        /** It stops there, and is killed from outside. */
        KILL_WAITING,
        /** It is killed from outside, and goes on until that happens. */
        KILL_RUNNING
    }

    /** What a process says on its standard output when it has come to its point. */
    public static final String HERE = "HERE ";

    private static final long LIMIT_NANOS = 60_000_000_000L;

    private final Thread thread = Thread.currentThread();
    private final List<String> passed = new ArrayList<>();
    private final Map<String, Integer> times = new HashMap<>();
    private final String deadly;
    private final Way way;
    private volatile String place;

    /** For this thread, which begins at that place; dies at the point that is called like the third, which may be none. */
    public Points(String place, Way way, String deadly) {
        this.place = place;
        this.way = way;
        this.deadly = deadly;
    }

    /** The points that were passed, in order: the place, what, and from the second time on how often. */
    public List<String> passed() {
        return passed;
    }

    /** Where the run is from now on, without passing anything. */
    public void enter(String where) {
        if (Thread.currentThread() == thread) {
            place = where;
        }
    }

    /** Where the run is from now on, which is a point too. */
    public void at(String where) {
        enter(where);
        pass("");
    }

    /** Passes one, if this is its thread. */
    public void pass(String what) {
        if (Thread.currentThread() == thread) {
            passInItsName(what);
        }
    }

    /** Passes one on a thread that works for it while it waits. */
    public synchronized void passInItsName(String what) {
        String name = (place + " " + what).strip();
        int time = times.merge(name, 1, Integer::sum);
        String label = time == 1 ? name : name + " " + time;
        passed.add(label);
        if (label.equals(deadly)) {
            die(label);
        }
    }

    private void die(String label) {
        System.out.println(HERE + label);
        System.out.flush();
        if (way == Way.HALT) {
            Runtime.getRuntime().halt(137);
        }
        long limit = System.nanoTime() + LIMIT_NANOS;
        while (way == Way.KILL_WAITING && System.nanoTime() < limit) {
            LockSupport.parkNanos(1_000_000_000L);
        }
    }
}
