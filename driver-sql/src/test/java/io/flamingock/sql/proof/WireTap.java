package io.flamingock.sql.proof;

import io.flamingock.servers.TcpProxy;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** A TCP proxy in front of a server that reads along. Log-ins are not counted; what a driver asks after them is. */
public final class WireTap implements Closeable {

    private final TcpProxy proxy;
    private final Product product;
    private final Counts counts;

    /** What is in front of which it can be put. */
    private enum Product {
        POSTGRES("jdbc:postgresql:", "sslmode=disable&gssEncMode=disable") {
            @Override
            Wire wire() {
                return new PostgresWire();
            }
        },
        MARIADB("jdbc:mariadb:", "sslMode=disable"),
        MYSQL("jdbc:mysql:", "sslMode=DISABLED");

        private final String prefix;
        private final String readable;

        Product(String prefix, String readable) {
            this.prefix = prefix;
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
    public record Traffic(int roundTrips, int executed, List<String> statements, long answerBytes) {}

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

    private WireTap(TcpProxy proxy, Product product, Counts counts) {
        this.proxy = proxy;
        this.product = product;
        this.counts = counts;
    }

    /** A tap in front of the server of this JDBC URL. */
    public static WireTap before(String url) throws IOException {
        Product product = Product.of(url);
        Counts counts = new Counts();
        return new WireTap(TcpProxy.before(url, () -> new Tapped(product.wire(), counts)), product, counts);
    }

    /** The same URL through this tap. */
    public String through(String url) {
        String tapped = proxy.through(url);
        return tapped + (tapped.contains("?") ? "&" : "?") + product.readable;
    }

    /** What went over the wire since the last call; everything that was asked has been answered. */
    public Traffic sinceLast() {
        return counts.take();
    }

    @Override
    public void close() throws IOException {
        proxy.close();
    }

    private record Tapped(Wire wire, Wire.Tally tally) implements TcpProxy.Link {
        @Override
        public void fromClient(InputStream in, OutputStream out) throws IOException {
            wire.fromClient(
                    new DataInputStream(new BufferedInputStream(in)),
                    new DataOutputStream(new BufferedOutputStream(out)),
                    tally);
        }

        @Override
        public void fromServer(InputStream in, OutputStream out) throws IOException {
            wire.fromServer(
                    new DataInputStream(new BufferedInputStream(in)),
                    new DataOutputStream(new BufferedOutputStream(out)),
                    tally);
        }
    }
}
