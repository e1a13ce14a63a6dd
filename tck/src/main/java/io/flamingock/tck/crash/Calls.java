package io.flamingock.tck.crash;

import io.flamingock.api.FlamingockException;
import io.flamingock.audit.AuditStoreException;
import io.flamingock.tck.crash.CrashPoint.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls that one process makes of its store, its targets and its bodies, in the order of its run; at one of them
 * it does what it is told. A process that was told nothing is a dry run, and its {@link #trace} is the list of points
 * there are. Calls of other threads (the heartbeat) are no points: they fail, or stand still, with their process.
 */
public final class Calls {

    /** Whom a call goes to. */
    public enum Party {
        /** What keeps log and lease. */
        STORE,
        /** What the change changes. */
        TARGET,
        /** What the change itself does. */
        BODY
    }

    /**
     * One call.
     *
     * @param number its place in the run, from 1
     * @param party whom it goes to
     * @param name what is asked for, the same in every run of the same scenario
     */
    public record Call(int number, Party party, String name) {
        @Override
        public String toString() {
            return number + " " + name;
        }
    }

    private final Map<CrashPoint, Fault> faults = new HashMap<>();
    private final int delayed;
    private final int delay;
    private final List<Call> trace = new ArrayList<>();
    private int executed;
    private volatile @Nullable Thread run;
    private volatile boolean dead;
    private volatile Set<Party> down = Set.of();
    private volatile @Nullable Pause pause;
    private @Nullable Supplier<?> inFlight;
    private int arrivesBefore;

    private Calls(int delayed, int delay) {
        this.delayed = delayed;
        this.delay = delay;
    }

    /** {@return a process to which nothing happens} */
    public static Calls undisturbed() {
        return new Calls(0, 0);
    }

    /**
     * A process to which this happens at that point.
     *
     * @param point where in its course
     * @param fault what happens there
     * @return a new process
     */
    public static Calls with(CrashPoint point, Fault fault) {
        return undisturbed().and(point, fault);
    }

    /**
     * The same process, to which this happens as well.
     *
     * @param point where in its course; its fault, if it had one, is replaced
     * @param fault what happens there
     * @return this process
     */
    public Calls and(CrashPoint point, Fault fault) {
        faults.put(point, fault);
        return this;
    }

    /**
     * A process that hears nothing of that call, which arrives only before the one that is {@code delay} calls later;
     * 0: not before {@link #arrive}.
     *
     * @param call the number of the call, from 1
     * @param delay how many calls later it arrives, from 1; 0 for {@link #arrive}
     * @return a new process
     */
    public static Calls delayed(int call, int delay) {
        return new Calls(call, delay == 0 ? Integer.MAX_VALUE : delay);
    }

    /** {@return the calls of the run so far, the one that it was disturbed at included} */
    public List<Call> trace() {
        return List.copyOf(trace);
    }

    /** {@return those of them that were executed} */
    public List<Call> executed() {
        return trace.subList(0, executed);
    }

    /** Executes a call, unless something else happens. */
    <T extends @Nullable Object> T on(Party party, String name, Supplier<T> call) {
        checkUp(party);
        if (!isOfRun()) {
            return call.get();
        }
        Call now = new Call(trace.size() + 1, party, name);
        trace.add(now);
        if (inFlight != null && now.number() >= arrivesBefore) {
            arrive();
        }
        strike(now, Side.BEFORE);
        if (delayed == now.number()) {
            inFlight = call;
            arrivesBefore = delay == Integer.MAX_VALUE ? delay : now.number() + delay;
            throw broken(party);
        }
        try {
            return call.get();
        } finally {
            executed = now.number();
            strike(now, Side.AFTER);
        }
    }

    /** A call that must not throw and that also happens to a process that is gone: its connection is given back. */
    void close(Party party, Runnable close) {
        try {
            if (isOfRun() && !dead && !down.contains(party)) {
                on(party, "close", () -> "");
            }
        } finally {
            close.run();
        }
    }

    /** What is in flight arrives now; nobody hears the answer. */
    void arrive() {
        @Nullable Supplier<?> call = inFlight;
        inFlight = null;
        if (call != null) {
            try {
                Object unused = call.get();
            } catch (RuntimeException e) {
                // its answer is lost
            }
        }
    }

    void kill() {
        dead = true;
    }

    boolean isDead() {
        return dead;
    }

    void takeDown(Set<Party> parties) {
        down = Set.copyOf(parties);
    }

    void stand(Pause where) {
        pause = where;
        where.stand();
        pause = null;
    }

    static RuntimeException broken(Party party) {
        return switch (party) {
            case STORE -> new AuditStoreException("the connection to the store broke", null);
            case TARGET -> new FlamingockException("the connection to the target broke");
            case BODY -> new IllegalStateException("the body broke off");
        };
    }

    private boolean isOfRun() {
        if (run == null) {
            run = Thread.currentThread();
        }
        return run == Thread.currentThread();
    }

    private void strike(Call now, Side side) {
        @Nullable Fault fault = faults.get(new CrashPoint(now.number(), side));
        if (fault != null) {
            fault.strike(this, now);
        }
    }

    private void checkUp(Party party) {
        @Nullable Pause standing = pause;
        if (standing != null && !isOfRun()) {
            standing.stand();
        }
        if (dead) {
            if (isOfRun()) {
                throw new Fault.Died();
            }
            throw broken(party);
        }
        if (down.contains(party)) {
            throw broken(party);
        }
    }
}
