package io.flamingock.sql.proof;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * MariaDB or MySQL. A client's packet with the sequence number 0 is a command, and it waits for the answer, unless it has
 * sent the next command before anything of that has come. Those by which it logs in have other numbers.
 */
final class MySqlWire implements Wire {

    private static final int QUERY = 3;
    private static final int PREPARE = 22;
    private static final int EXECUTE = 23;

    /** QUIT, SEND_LONG_DATA and CLOSE are not answered. */
    private static final Set<Integer> SILENT = Set.of(1, 24, 25);

    private volatile boolean waiting;

    /** A packet: its payload behind the four bytes of its header. */
    private static final class Packet {
        private final byte[] bytes;

        private Packet(byte[] bytes) {
            this.bytes = bytes;
        }

        static Packet read(DataInputStream in) throws IOException {
            byte[] header = new byte[4];
            in.readFully(header);
            int length = (header[0] & 0xff) + ((header[1] & 0xff) << 8) + ((header[2] & 0xff) << 16);
            byte[] bytes = Arrays.copyOf(header, 4 + length);
            in.readFully(bytes, 4, length);
            return new Packet(bytes);
        }

        boolean isCommand() {
            return bytes[3] == 0 && bytes.length > 4;
        }

        int command() {
            return bytes[4];
        }

        /** Behind the number of its attributes and of the sets of them, where client and server have agreed on these. */
        String text() {
            int from = bytes.length > 6 && bytes[5] == 0 && bytes[6] == 1 ? 7 : 5;
            return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        }

        void passOn(DataInputStream in, DataOutputStream out) throws IOException {
            out.write(bytes);
            if (in.available() == 0) {
                out.flush();
            }
        }
    }

    @Override
    public void fromClient(DataInputStream in, DataOutputStream out, Tally tally) throws IOException {
        while (true) {
            Packet packet = Packet.read(in);
            if (packet.isCommand() && !SILENT.contains(packet.command())) {
                sent(packet, tally);
            }
            packet.passOn(in, out);
        }
    }

    private void sent(Packet packet, Tally tally) {
        int command = packet.command();
        if (!waiting) {
            tally.roundTrip();
        }
        waiting = true;
        if (command == QUERY || command == EXECUTE) {
            tally.executed();
        }
        if (command != EXECUTE) {
            tally.statement(command == QUERY || command == PREPARE ? packet.text() : "command " + command);
        }
    }

    @Override
    public void fromServer(DataInputStream in, DataOutputStream out, Tally tally) throws IOException {
        while (true) {
            Packet packet = Packet.read(in);
            waiting = false;
            tally.answered(packet.bytes.length);
            packet.passOn(in, out);
        }
    }
}
