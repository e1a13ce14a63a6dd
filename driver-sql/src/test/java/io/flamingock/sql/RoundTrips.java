package io.flamingock.sql;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;
import javax.sql.DataSource;

/** Counts how often a PostgreSQL driver waits for an answer, and can keep the answers back. Not for tests in parallel. */
public final class RoundTrips extends SocketFactory {

    private static final AtomicLong COUNT = new AtomicLong();
    private static volatile boolean frozen;

    /** The driver creates it by its name. */
    public RoundTrips() {}

    static DataSource counting(String url) {
        return SqlServers.postgres(url + "&socketFactory=" + RoundTrips.class.getName());
    }

    static long count() {
        return COUNT.get();
    }

    static void freeze(boolean freeze) {
        frozen = freeze;
    }

    @Override
    public Socket createSocket() {
        return new CountingSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new IOException("the driver connects by itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        throw new IOException("the driver connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw new IOException("the driver connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        throw new IOException("the driver connects by itself");
    }

    private static final class CountingSocket extends Socket {

        private final AtomicBoolean written = new AtomicBoolean();

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    written.set(true);
                    out.write(bytes, from, length);
                }
            };
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read(byte[] bytes, int from, int length) throws IOException {
                    if (written.getAndSet(false)) {
                        COUNT.incrementAndGet();
                        if (frozen) {
                            throw new SocketTimeoutException("no answer within " + getSoTimeout() + " ms");
                        }
                    }
                    return super.read(bytes, from, length);
                }
            };
        }
    }
}
