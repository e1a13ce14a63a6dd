package io.flamingock.mongodb;

import com.mongodb.MongoException;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** A commit, sent again where its result is unknown: the server answers the same for one that has committed. */
final class Commit {

    private static final String WHAT = "the commit, of which it is not known whether it happened,";
    private static final long PAUSE_MILLIS = 20;

    private final Mongo mongo;
    private final Runnable send;
    private final UnaryOperator<RuntimeException> explain;
    private final BooleanSupplier isAborted;

    Commit(Mongo mongo, Runnable send, UnaryOperator<RuntimeException> explain, BooleanSupplier isAborted) {
        this.mongo = mongo;
        this.send = send;
        this.explain = explain;
        this.isAborted = isAborted;
    }

    /** Sends it for as long as the network time-out. What is thrown then never means that the body may run again. */
    void untilAnswered() {
        long start = System.nanoTime();
        boolean unknown = false;
        while (true) {
            try {
                send.run();
                return;
            } catch (RuntimeException e) {
                boolean again = e instanceof MongoException mongoException && Errors.isUnknownCommit(mongoException);
                if (!again && !unknown) {
                    throw mongo.failure(WHAT, explain.apply(e));
                }
                unknown = true;
                boolean late = System.nanoTime() - start
                        > mongo.settings().networkTimeout().toNanos();
                if (!again || late || isAborted.getAsBoolean()) {
                    throw new NoRetryException(
                            WHAT + " failed: " + Redaction.of(e).getMessage(), Redaction.of(e));
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
