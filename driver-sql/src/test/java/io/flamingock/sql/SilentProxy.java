package io.flamingock.sql;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A TCP proxy that at some moment swallows whatever comes, from whomever, as a network does that is cut. */
final class SilentProxy implements Closeable {

    private final ServerSocket listener;
    private final URI server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean silent;

    private SilentProxy(URI server) throws IOException {
        this.server = server;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        startDaemon(this::accept);
    }

    /** A proxy in front of the server of this JDBC URL, which names its port. */
    static SilentProxy before(String url) throws IOException {
        return new SilentProxy(URI.create(url.substring("jdbc:".length())));
    }

    /** The same URL through this proxy. */
    String through(String url) {
        return url.replaceFirst("//[^/]*/", "//127.0.0.1:" + listener.getLocalPort() + "/");
    }

    /** From now on nothing arrives; new connections are made, and hear nothing. */
    void fallSilent() {
        silent = true;
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
                Socket behind = new Socket(server.getHost(), server.getPort());
                sockets.add(client);
                sockets.add(behind);
                startDaemon(() -> forward(client, behind));
                startDaemon(() -> forward(behind, client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void forward(Socket from, Socket to) {
        byte[] buffer = new byte[8_192];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (!silent) {
                    out.write(buffer, 0, length);
                }
            }
        } catch (IOException e) {
            // closed by one side or the other
        }
    }

    private static void startDaemon(Runnable task) {
        Thread thread = new Thread(task, "silent-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
