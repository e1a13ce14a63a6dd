package io.flamingock.sql;

import io.flamingock.servers.TcpProxy;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** A TCP proxy that at some moment swallows whatever comes, from whomever, as a network does that is cut. */
final class SilentProxy implements Closeable {

    private final TcpProxy proxy;
    private final AtomicBoolean silent;

    private SilentProxy(TcpProxy proxy, AtomicBoolean silent) {
        this.proxy = proxy;
        this.silent = silent;
    }

    /** A proxy in front of the server of this JDBC URL. */
    static SilentProxy before(String url) throws IOException {
        AtomicBoolean silent = new AtomicBoolean();
        return new SilentProxy(TcpProxy.before(url, () -> new Swallowing(silent)), silent);
    }

    /** The same URL through this proxy. */
    String through(String url) {
        return proxy.through(url);
    }

    /** From now on nothing arrives; new connections are made, and hear nothing. */
    void fallSilent() {
        silent.set(true);
    }

    @Override
    public void close() throws IOException {
        proxy.close();
    }

    private record Swallowing(AtomicBoolean silent) implements TcpProxy.Link {
        @Override
        public void fromClient(InputStream in, OutputStream out) throws IOException {
            forward(in, out);
        }

        @Override
        public void fromServer(InputStream in, OutputStream out) throws IOException {
            forward(in, out);
        }

        private void forward(InputStream in, OutputStream out) throws IOException {
            byte[] buffer = new byte[8_192];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (!silent.get()) {
                    out.write(buffer, 0, length);
                }
            }
        }
    }
}
