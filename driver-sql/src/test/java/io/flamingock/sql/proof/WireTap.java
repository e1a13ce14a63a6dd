package io.flamingock.sql.proof;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A TCP proxy in front of a server that reads along. Log-ins are not counted; what a driver asks after them is. */
final class WireTap implements Closeable {

    private final ServerSocket listener;
    private final String host;
    private final int port;
    private final Product product;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Counts counts = new Counts();

    /** What is in front of which it can be put. */
    private enum Product {
        POSTGRES("jdbc:postgresql:", 5432, "sslmode=disable&gssEncMode=disable") {
            @Override
            Wire wire() {
                return new PostgresWire();
            }
        },
        MARIADB("jdbc:mariadb:", 3306, "sslMode=disable"),
        MYSQL("jdbc:mysql:", 3306, "sslMode=DISABLED");

        private final String prefix;
        private final int usualPort;
        private final String readable;

        Product(String prefix, int usualPort, String readable) {
            this.prefix = prefix;
            this.usualPort = usualPort;
            this.readable = readable;
        }

        static Product of(String url) {
            return List.of(values()).stream()
                    .filter(product -> url.startsWith(product.prefix))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no product of " + url));
        }

        Wire wire() {
            return new MySqlWire();
        }
    }

    /**
     * What went over the wire.
     *
     * @param executed how many statements
     * @param statements their texts, without those that the server had prepared before
     */
    record Traffic(int roundTrips, int executed, List<String> statements, long answerBytes) {}

    private static final class Counts implements Wire.Tally {
        private final List<String> statements = new ArrayList<>();
        private int roundTrips;
        private int executed;
        private long answerBytes;

        @Override
        public synchronized void roundTrip() {
            roundTrips++;
        }

        @Override
        public synchronized void executed() {
            executed++;
        }

        @Override
        public synchronized void statement(String text) {
            statements.add(text);
        }

        @Override
        public synchronized void answered(long bytes) {
            answerBytes += bytes;
        }

        synchronized Traffic take() {
            Traffic traffic = new Traffic(roundTrips, executed, List.copyOf(statements), answerBytes);
            roundTrips = 0;
            executed = 0;
            answerBytes = 0;
            statements.clear();
            return traffic;
        }
    }

    private WireTap(String host, int port, Product product) throws IOException {
        this.host = host;
        this.port = port;
        this.product = product;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        startDaemon(this::accept);
    }

    /** A tap in front of the server of this JDBC URL. */
    static WireTap before(String url) throws IOException {
        Product product = Product.of(url);
        URI uri = URI.create(url.substring("jdbc:".length()));
        return new WireTap(uri.getHost(), uri.getPort() < 0 ? product.usualPort : uri.getPort(), product);
    }

    /** The same URL through this tap. */
    String through(String url) {
        String tapped = url.replaceFirst("//[^/]*/", "//127.0.0.1:" + listener.getLocalPort() + "/");
        return tapped + (tapped.contains("?") ? "&" : "?") + product.readable;
    }

    /** What went over the wire since the last call; everything that was asked has been answered. */
    Traffic sinceLast() {
        return counts.take();
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
                Wire wire = product.wire();
                startDaemon(() -> forward(client, server, wire::fromClient));
                startDaemon(() -> forward(server, client, wire::fromServer));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private interface Direction {
        void pass(DataInputStream in, DataOutputStream out, Wire.Tally tally) throws IOException;
    }

    private void forward(Socket from, Socket to, Direction direction) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(from.getInputStream()));
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(to.getOutputStream()))) {
            direction.pass(in, out, counts);
        } catch (IOException e) {
            // closed by one side or the other
        }
    }

    private static void startDaemon(Runnable task) {
        Thread thread = new Thread(task, "wire-tap");
        thread.setDaemon(true);
        thread.start();
    }
}
