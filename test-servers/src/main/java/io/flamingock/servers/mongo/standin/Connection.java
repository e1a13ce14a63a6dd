package io.flamingock.servers.mongo.standin;

import de.bwaldvogel.mongo.bson.Document;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** One client's connection, on a thread of its own: it may have to wait for another client's transaction. */
final class Connection implements Runnable {

    final int number;
    final String client;
    private final Socket socket;
    private final Dispatcher dispatcher;
    private volatile @Nullable String application;

    Connection(int number, Socket socket, Dispatcher dispatcher) {
        this.number = number;
        this.socket = socket;
        this.dispatcher = dispatcher;
        this.client = socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
    }

    /** What the client calls itself ({@code appName} of a connection string). */
    @Nullable
    String application() {
        return application;
    }

    void introduce(Document hello) {
        if (hello.get("client") instanceof Document metadata
                && metadata.get("application") instanceof Document named
                && named.get("name") instanceof String name) {
            application = name;
        }
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            OutputStream out = new BufferedOutputStream(socket.getOutputStream());
            while (true) {
                Wire.Request request = Wire.read(in);
                Document answer = dispatcher.answer(this, request.command());
                if (request.answered()) {
                    Wire.write(out, request, answer);
                }
            }
        } catch (IOException | Hangup e) {
            // The client has gone, or a test wants it to think so: what it began is its session's.
        }
    }
}
