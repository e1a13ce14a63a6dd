package io.flamingock.sql.proof;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A TCP proxy in front of a PostgreSQL server that reads along: a round trip is whatever the client sends until the server
 * has said {@code ReadyForQuery} to all of it. Start-up and log-in are not counted. Without TLS, one connection busy at a
 * time.
 */
final class WireTap implements Closeable {

    private static final int STARTUP_CANCEL = 80877102;

    private final ServerSocket listener;
    private final String host;
    private final int port;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> statements = new ArrayList<>();
    private int outstanding;
    private int roundTrips;
    private int executed;
    private long answerBytes;

    /**
     * What went over the wire.
     *
     * @param executed how many statements
     * @param statements their texts, without those that the server had prepared before
     */
    record Traffic(int roundTrips, int executed, List<String> statements, long answerBytes) {}

    WireTap(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        startDaemon(this::accept);
    }

    /** A tap in front of the server of this JDBC URL. */
    static WireTap before(String url) throws IOException {
        URI uri = URI.create(url.substring("jdbc:".length()));
        return new WireTap(uri.getHost(), uri.getPort() < 0 ? 5432 : uri.getPort());
    }

    /** The same URL through this tap. */
    String through(String url) {
        String tapped = url.replaceFirst("//[^/]*/", "//127.0.0.1:" + listener.getLocalPort() + "/");
        return tapped + (tapped.contains("?") ? "&" : "?") + "sslmode=disable&gssEncMode=disable";
    }

    /** What went over the wire since the last call; everything that was asked has been answered. */
    synchronized Traffic sinceLast() {
        Traffic traffic = new Traffic(roundTrips, executed, List.copyOf(statements), answerBytes);
        roundTrips = 0;
        executed = 0;
        answerBytes = 0;
        statements.clear();
        return traffic;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(host, port);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                sockets.add(client);
                sockets.add(server);
                startDaemon(() -> forward(client, server, true));
                startDaemon(() -> forward(server, client, false));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void forward(Socket from, Socket to, boolean fromClient) {
        try (DataInputStream in = new DataInputStream(from.getInputStream());
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(to.getOutputStream()))) {
            if (fromClient && startUp(in, out) == STARTUP_CANCEL) {
                return;
            }
            boolean loggedIn = fromClient;
            while (true) {
                char type = (char) in.readUnsignedByte();
                byte[] body = new byte[in.readInt() - 4];
                in.readFully(body);
                if (fromClient) {
                    sent(type, body);
                } else if (loggedIn) {
                    answered(type, body);
                }
                loggedIn |= type == 'Z';
                out.writeByte(type);
                out.writeInt(body.length + 4);
                out.write(body);
                if (in.available() == 0) {
                    out.flush();
                }
            }
        } catch (IOException e) {
            // closed by one side or the other
        }
    }

    private static int startUp(DataInputStream in, DataOutputStream out) throws IOException {
        byte[] body = new byte[in.readInt() - 4];
        in.readFully(body);
        out.writeInt(body.length + 4);
        out.write(body);
        out.flush();
        return ByteBuffer.wrap(body).getInt();
    }

    private synchronized void sent(char type, byte[] body) {
        executed += type == 'E' || type == 'Q' ? 1 : 0;
        outstanding += type == 'S' || type == 'Q' ? 1 : 0;
        if (type == 'P') {
            statements.add(text(body, text(body, 0).length() + 1));
        } else if (type == 'Q') {
            statements.add(text(body, 0));
        }
    }

    /** Counted before it is passed on, so that whoever has the answer finds it counted. */
    private synchronized void answered(char type, byte[] body) {
        if (type == 'Z') {
            outstanding--;
            roundTrips += outstanding == 0 ? 1 : 0; // else it has been sent together with more, and nobody waits
        }
        answerBytes += body.length + 5L;
    }

    private static String text(byte[] body, int from) {
        int end = from;
        while (body[end] != 0) {
            end++;
        }
        return new String(body, from, end - from, StandardCharsets.UTF_8);
    }

    private static void startDaemon(Runnable task) {
        Thread thread = new Thread(task, "wire-tap");
        thread.setDaemon(true);
        thread.start();
    }
}
