package io.flamingock.tck.model;

import io.flamingock.audit.AuditStoreException;
import io.flamingock.tck.model.Act.Death;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One process of the application, on a thread of its own, which stands still before each of its calls until it is told
 * what happens at that call. So one thread of a story runs at a time, and what it does depends on the story alone.
 */
final class Instance {

    private static final int LIMIT_SECONDS = 60;

    /** What happens at the call that it stands before. */
    enum Turn {
        GO,
        LOSE_REQUEST,
        LOSE_ANSWER,
        DIE_BEFORE,
        DIE_AFTER,
        VANISH,
        LEAVE_IN_FLIGHT
    }

    private final String name;
    private final Knowledge knowledge;
    private final Trace trace;
    private final Semaphore told = new Semaphore(0);
    private final Semaphore arrived = new Semaphore(0);
    private final Thread thread;
    private Turn turn = Turn.GO;
    private String answer = "";
    private boolean ended;
    private boolean dead;
    private boolean vanished;
    private int calls;
    private Throwable thrown;
    private Runnable inFlight;
    private Runnable leftOpen = () -> {};

    Instance(String name, Knowledge knowledge, Trace trace, Consumer<Instance> errand) {
        this.name = name;
        this.knowledge = knowledge;
        this.trace = trace;
        this.thread = new Thread(() -> run(errand), name);
        thread.setDaemon(true);
    }

    private void run(Consumer<Instance> errand) {
        try {
            errand.accept(this);
        } catch (Throwable t) {
            thrown = t;
        } finally {
            ended = true;
            arrived.release();
        }
    }

    /** Stands for the end of a process, where it cannot really be ended. */
    static final class Died extends Error {
        Died() {
            super("the process has died", null, false, false);
        }
    }

    Knowledge knowledge() {
        return knowledge;
    }

    boolean hasEnded() {
        return ended;
    }

    boolean isDead() {
        return dead;
    }

    int calls() {
        return calls;
    }

    /** What its errand ended with; {@code null}: it returned. */
    Throwable thrown() {
        return thrown;
    }

    /** Its host vanished, or sent something before it died: what it had open stays open. */
    boolean leavesOpen(Runnable close) {
        leftOpen = close;
        return vanished || inFlight != null;
    }

    /** The server notices at last that the client is gone. */
    void close() {
        leftOpen.run();
        inFlight = null;
    }

    /** What it left in flight arrives, if there is something. */
    void arrive() {
        Runnable call = inFlight;
        inFlight = null;
        if (call != null) {
            try {
                call.run();
            } catch (Died e) {
                // nobody hears of it
            }
        }
    }

    /** Whether its last call has told it to wait: for the lease, or for somebody else's transaction. */
    boolean mustWait() {
        return answer.equals(Model.BLOCKED) || (waitsForLease() && answer.startsWith(LeaseModel.HELD));
    }

    /** Whether it waits for the lease, and for nothing else. */
    boolean waitsForLease() {
        return knowledge.errand == Act.Errand.WAIT_AND_RUN && !knowledge.everAcquired;
    }

    /** From the thread of the story: it comes to its first call. */
    void start() {
        thread.start();
        await(arrived);
    }

    /** From the thread of the story: this happens at its call, and it comes to the next one, or to its end. */
    void next(Turn what) {
        turn = what;
        told.release();
        await(arrived);
    }

    void die(Death how) {
        next(
                switch (how) {
                    case BEFORE_CALL -> Turn.DIE_BEFORE;
                    case AFTER_CALL -> Turn.DIE_AFTER;
                    case VANISHED -> Turn.VANISH;
                    case IN_FLIGHT -> Turn.LEAVE_IN_FLIGHT;
                });
        Disagreement.unless(ended, name + " goes on after its death");
    }

    private static void await(Semaphore semaphore) {
        try {
            if (!semaphore.tryAcquire(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new Disagreement("it comes neither to a call nor to an end");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A call, which is the model's as well: both must give the same answer. */
    <T> T call(String what, Supplier<String> model, Supplier<T> real, Function<T, String> describe) {
        if (dead) {
            throw new Died();
        }
        calls++;
        arrived.release();
        awaitTold();
        Turn now = turn;
        switch (now) {
            case GO, LOSE_ANSWER, DIE_AFTER -> {}
            case LOSE_REQUEST -> {
                trace.add(name, what + " is not heard");
                throw broken();
            }
            case DIE_BEFORE, VANISH -> {
                trace.add(name, (now == Turn.VANISH ? "vanishes before " : "dies before ") + what);
                vanished = now == Turn.VANISH;
                throw died();
            }
            case LEAVE_IN_FLIGHT -> {
                trace.add(name, "dies, in flight: " + what);
                inFlight = () -> execute(what + " arrives", model, real, describe);
                throw died();
            }
        }
        Knowledge.Heard heard = knowledge.heard();
        Answer<T> result = execute(what, model, real, describe);
        answer = result.text();
        if (now == Turn.DIE_AFTER) {
            trace.add(name, "dies");
            throw died();
        }
        if (now == Turn.LOSE_ANSWER) {
            trace.add(name, "does not hear the answer");
            knowledge.heardOnly(heard);
            throw broken();
        }
        return result.given();
    }

    private <T> Answer<T> execute(String what, Supplier<String> model, Supplier<T> real, Function<T, String> describe) {
        try {
            String expected = model.get();
            Answer<T> result = Answer.of(real, describe);
            trace.add(name, what + " -> " + result.text());
            Disagreement.unless(
                    expected.equals(result.text()),
                    "the model says '" + expected + "' to " + what + " of " + name + ", the library '" + result.text()
                            + "'");
            return result;
        } catch (Disagreement | RuntimeException e) {
            trace.fail(name + ", " + what, e);
            throw died();
        }
    }

    private Died died() {
        dead = true;
        return new Died();
    }

    private static RuntimeException broken() {
        return new AuditStoreException("the connection broke", null);
    }

    private void awaitTold() {
        told.acquireUninterruptibly();
    }
}
