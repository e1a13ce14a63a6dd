package io.flamingock.safety.races;

import io.flamingock.api.Operation;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What a process tells of its way to whoever started it. Where something may happen to it, it waits for an answer: it may
 * be killed then, or stopped and told to go on. Only the thread that runs changes stops at points.
 */
final class Watch {

    static final String HERE = "HERE ";
    static final String TAKEN = "TAKEN ";
    static final String APPENDED = "APPENDED ";
    private static final long LIMIT_SECONDS = 60;

    private final Thread runner = Thread.currentThread();
    private final Consumer<String> out;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private Schedule schedule = Schedule.of(0);
    private Operation operation = Operation.APPLY;
    private String change = "";
    private long token;
    private boolean takenOver;
    private long readUpTo;
    private boolean fenced;
    private long joinedAt = -1;

    /** For the thread that makes it. */
    Watch(Consumer<String> out) {
        this.out = out;
    }

    /** A run or an undo begins. */
    void begin(Schedule now, Operation what) {
        schedule = now;
        operation = what;
        change = "";
    }

    /** Which change the points are about from now on. */
    void enter(String id) {
        change = id;
    }

    void answered() {
        answers.add("go");
    }

    /** Passes a point about the change that was entered last. */
    void at(String point) {
        at(point, change);
    }

    void at(String point, String about) {
        if (Thread.currentThread() == runner
                && schedule.faults().stream().anyMatch(fault -> fault.isAt(operation, point, about))) {
            ask(HERE + operation + " " + point + " " + about);
        }
    }

    /** A lease was acquired. */
    void acquired(long itsToken, boolean wasTakenOver) {
        token = itsToken;
        takenOver = wasTakenOver;
        fenced = false;
        at("acquired", Fault.ANY);
    }

    /** The whole log was read. */
    void read(long lastSeq) {
        if (!fenced && Thread.currentThread() == runner) {
            readUpTo = lastSeq;
        }
    }

    /** The fence stands after this entry. */
    void fenced(long after) {
        fenced = true;
        readUpTo = after;
    }

    /** Before whatever a holder does on the ground of what it has read. */
    void acts() {
        if (takenOver && Thread.currentThread() == runner) {
            takenOver = false;
            ask(TAKEN + token + " " + readUpTo + " " + System.nanoTime());
        }
    }

    /** An append after that head is durable, which was sent then. */
    void appended(long expected, long sentAt) {
        out.accept(APPENDED + token + " " + expected + " " + sentAt);
    }

    /** The same in a transaction, which is yet to commit. */
    void joined(long expected) {
        joinedAt = expected;
    }

    /** A transaction has committed, and with it what was appended in it. */
    void committed(long sentAt) {
        if (joinedAt >= 0) {
            appended(joinedAt, sentAt);
        }
        nothingJoined();
    }

    void nothingJoined() {
        joinedAt = -1;
    }

    /** A body that is interrupted goes on: it is to do all the harm it can. */
    private void ask(String question) {
        out.accept(question);
        boolean interrupted = false;
        while (true) {
            try {
                if (answers.poll(LIMIT_SECONDS, TimeUnit.SECONDS) == null) {
                    Runtime.getRuntime().halt(1);
                }
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
