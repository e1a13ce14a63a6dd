package io.flamingock.sql.proof;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A round trip is whatever the client sends until the server has said {@code ReadyForQuery} to all of it. */
final class PostgresWire implements Wire {

    private static final int STARTUP_CANCEL = 80877102;

    private final AtomicInteger outstanding = new AtomicInteger();

    @Override
    public void fromClient(DataInputStream in, DataOutputStream out, Tally tally) throws IOException {
        if (startUp(in, out) == STARTUP_CANCEL) {
            return;
        }
        while (true) {
            char type = (char) in.readUnsignedByte();
            byte[] body = body(in);
            sent(type, body, tally);
            passOn(type, body, in, out);
        }
    }

    private static int startUp(DataInputStream in, DataOutputStream out) throws IOException {
        byte[] body = body(in);
        out.writeInt(body.length + 4);
        out.write(body);
        out.flush();
        return ByteBuffer.wrap(body).getInt();
    }

    private void sent(char type, byte[] body, Tally tally) {
        if (type == 'E' || type == 'Q') {
            tally.executed();
        }
        if (type == 'S' || type == 'Q') {
            outstanding.incrementAndGet();
        }
        if (type == 'P') {
            tally.statement(text(body, text(body, 0).length() + 1));
        } else if (type == 'Q') {
            tally.statement(text(body, 0));
        }
    }

    @Override
    public void fromServer(DataInputStream in, DataOutputStream out, Tally tally) throws IOException {
        boolean loggedIn = false;
        while (true) {
            char type = (char) in.readUnsignedByte();
            byte[] body = body(in);
            if (loggedIn) {
                tally.answered(body.length + 5L);
                if (type == 'Z' && outstanding.decrementAndGet() == 0) {
                    tally.roundTrip(); // else it was sent together with more, and nobody waits
                }
            }
            loggedIn |= type == 'Z';
            passOn(type, body, in, out);
        }
    }

    private static byte[] body(DataInputStream in) throws IOException {
        byte[] body = new byte[in.readInt() - 4];
        in.readFully(body);
        return body;
    }

    private static void passOn(char type, byte[] body, DataInputStream in, DataOutputStream out) throws IOException {
        out.writeByte(type);
        out.writeInt(body.length + 4);
        out.write(body);
        if (in.available() == 0) {
            out.flush();
        }
    }

    private static String text(byte[] body, int from) {
        int end = from;
        while (body[end] != 0) {
            end++;
        }
        return new String(body, from, end - from, StandardCharsets.UTF_8);
    }
}
