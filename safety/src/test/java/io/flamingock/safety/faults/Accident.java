package io.flamingock.safety.faults;

import io.flamingock.servers.TcpProxy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** What a network does to the n-th message of a run, on whichever connection that is sent. Happens once. Thread-safe. */
final class Accident implements Supplier<TcpProxy.Link> {

    /** What happens. */
    enum Kind {
        NOTHING,

        /** The message does not arrive, and both sides see their connection reset. */
        RESET,

        /** The server has executed what it was asked, and the connection is reset before its answer arrives. */
        ANSWER_LOST,

        /** From this message on nothing arrives on this connection, and nobody is told. */
        HALF_OPEN,

        /** All messages and answers of the run are late. */
        SLOW
    }

    private static final long DELAY_NANOS = 10_000_000;

    private final Kind kind;
    private final int at;
    private final AtomicInteger messages = new AtomicInteger();
    private volatile boolean happened;

    Accident(Kind kind, int at) {
        this.kind = kind;
        this.at = at;
    }

    /** How many messages were sent so far: questions, however many packets each was sent in. */
    int messages() {
        return messages.get();
    }

    boolean hasHappened() {
        return happened;
    }

    @Override
    public TcpProxy.Link get() {
        return new Connection();
    }

    private final class Connection implements TcpProxy.Link {

        private final AtomicBoolean isAsking = new AtomicBoolean();
        private volatile boolean isHalfOpen;
        private volatile boolean losesAnswer;

        @Override
        public void fromClient(InputStream in, OutputStream out) throws IOException {
            byte[] buffer = new byte[8_192];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (isAsking.compareAndSet(false, true) && messages.incrementAndGet() == at) {
                    happen();
                }
                pass(buffer, length, out);
            }
        }

        @Override
        public void fromServer(InputStream in, OutputStream out) throws IOException {
            byte[] buffer = new byte[8_192];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (losesAnswer) {
                    throw new TcpProxy.Reset();
                }
                isAsking.set(false);
                pass(buffer, length, out);
            }
        }

        private void happen() throws IOException {
            happened = true;
            switch (kind) {
                case RESET -> throw new TcpProxy.Reset();
                case ANSWER_LOST -> losesAnswer = true;
                case HALF_OPEN -> isHalfOpen = true;
                case NOTHING, SLOW -> {}
            }
        }

        private void pass(byte[] bytes, int length, OutputStream out) throws IOException {
            if (kind == Kind.SLOW) {
                LockSupport.parkNanos(DELAY_NANOS);
            }
            if (!isHalfOpen) {
                out.write(bytes, 0, length);
            }
        }
    }
}
