package io.flamingock.examples.quickstart.postoffice;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The partner: a service on 127.0.0.1 that keeps its orders in a file, one a line, so that the next start finds them.
 */
public final class PostOfficeServer implements AutoCloseable {

    private final HttpServer server;
    private final Path orders;
    private final boolean losesMailings;

    private PostOfficeServer(HttpServer server, Path orders, boolean losesMailings) {
        this.server = server;
        this.orders = orders;
        this.losesMailings = losesMailings;
    }

    /**
     * Starts it on a free port.
     *
     * @param orders the file; created when the first order comes in
     * @param losesMailings whether it takes an order for a mailing and then breaks down before it says so
     */
    public static PostOfficeServer start(Path orders, boolean losesMailings) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
        HttpServer server = HttpServer.create(address, 0);
        PostOfficeServer postOffice = new PostOfficeServer(server, orders, losesMailings);
        server.createContext("/", postOffice::handle);
        server.start();
        return postOffice;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What was ordered, oldest first. */
    public List<String> orders() throws IOException {
        return Files.exists(orders) ? Files.readAllLines(orders) : List.of();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            if (exchange.getRequestMethod().equals("DELETE")) {
                Files.write(
                        orders,
                        orders().stream().filter(o -> !o.startsWith(path + " ")).toList());
                answer(exchange, 200, "cancelled");
                return;
            }
            take(path, exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            if (losesMailings && path.startsWith("/mailings")) {
                answer(exchange, 500, "out of order");
            } else {
                answer(exchange, 200, "ordered");
            }
        }
    }

    private void take(String path, @Nullable String key) throws IOException {
        List<String> all = new ArrayList<>(orders());
        String order = path + " " + key;
        if (!all.contains(order)) {
            all.add(order);
            Files.write(orders, all);
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
