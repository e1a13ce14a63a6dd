package io.flamingock.servers;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A proxy on 127.0.0.1 in front of a server; what it passes on, when, and how long is up to a {@link Link}. Thread-safe. */
public final class TcpProxy implements Closeable {

    /**
     * What passes on what goes through one connection. Each direction has a thread of its own, and ends with its method:
     * when that returns or throws, both sides are closed.
     */
    public interface Link {

        void fromClient(InputStream in, OutputStream out) throws IOException;

        void fromServer(InputStream in, OutputStream out) throws IOException;
    }

    /** Thrown by a {@link Link}: both sides see their connection reset, instead of closed. */
    public static final class Reset extends IOException {
        public Reset() {
            super("reset");
        }
    }

    private interface Direction {
        void pass(InputStream in, OutputStream out) throws IOException;
    }

    private static final Map<String, Integer> USUAL_PORTS =
            Map.of("postgresql", 5432, "mariadb", 3306, "mysql", 3306, "mongodb", 27017);

    private final String host;
    private final int port;
    private final Supplier<Link> links;
    private final ServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private TcpProxy(String host, int port, Supplier<Link> links) throws IOException {
        this.host = host;
        this.port = port;
        this.links = links;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** A proxy in front of this server; {@code links} gives one for each connection. */
    public static TcpProxy before(String host, int port, Supplier<Link> links) throws IOException {
        TcpProxy proxy = new TcpProxy(host, port, links);
        startDaemon(proxy::accept);
        return proxy;
    }

    /**
     * The same, in front of the server of a JDBC URL.
     *
     * @throws IllegalArgumentException the URL names no port, and the product's usual one is not known
     */
    public static TcpProxy before(String url, Supplier<Link> links) throws IOException {
        URI uri = URI.create(url.replaceFirst("^jdbc:", ""));
        int port = uri.getPort() >= 0 ? uri.getPort() : USUAL_PORTS.getOrDefault(uri.getScheme(), -1);
        if (port < 0) {
            throw new IllegalArgumentException(url + " names no port");
        }
        return before(uri.getHost(), port, links);
    }

    /** Where to connect to instead of the server. */
    public int port() {
        return listener.getLocalPort();
    }

    /** The same URL through this proxy. */
    public String through(String url) {
        return url.replaceFirst("//[^/]*/", "//127.0.0.1:" + port() + "/");
    }

    /** Closes all connections, and takes none any more. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                connect(keep(listener.accept()));
            } catch (IOException e) {
                // closed
            }
        }
    }

    /** Where the server takes no connection, this does not either. */
    private void connect(Socket client) throws IOException {
        try {
            Socket server = keep(new Socket(host, port));
            Link link = links.get();
            startDaemon(() -> forward(client, server, link::fromClient));
            startDaemon(() -> forward(server, client, link::fromServer));
        } catch (IOException e) {
            client.close();
        }
    }

    private Socket keep(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        if (listener.isClosed()) {
            socket.close();
        }
        return socket;
    }

    private static void forward(Socket from, Socket to, Direction direction) {
        try (from;
                to) {
            pass(from, to, direction);
        } catch (IOException e) {
            // closed by one side or the other
        }
    }

    private static void pass(Socket from, Socket to, Direction direction) throws IOException {
        try {
            direction.pass(from.getInputStream(), to.getOutputStream());
        } catch (Reset e) {
            from.setSoLinger(true, 0);
            to.setSoLinger(true, 0);
            throw e;
        }
    }

    private static void startDaemon(Runnable task) {
        Thread thread = new Thread(task, "tcp-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
