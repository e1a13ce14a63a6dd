package io.flamingock.examples.many;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The partner, on 127.0.0.1. Remembers each request that arrived, and what came of it: a request whose
 * {@code Idempotency-Key} it knows changes nothing.
 */
final class PaymentProvider implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final List<Thing> requests = new ArrayList<>();
    private final List<Thing> things = new ArrayList<>();
    private boolean breaksDown;

    private record Thing(String path, String key) {}

    private PaymentProvider(HttpServer server) {
        this.server = server;
    }

    static PaymentProvider start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        PaymentProvider provider = new PaymentProvider(server);
        server.createContext("/", provider::handle);
        server.setExecutor(provider.executor);
        server.start();
        return provider;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** It does the next thing that it is asked for, and then says that it has not. */
    synchronized void breakDown() {
        breaksDown = true;
    }

    /** It works again. */
    synchronized void repair() {
        breaksDown = false;
    }

    /** How many requests for such a thing have arrived. */
    synchronized long requests(String path) {
        return requests.stream().filter(request -> request.path.equals(path)).count();
    }

    /** How many such things it has. */
    synchronized long things(String path) {
        return things.stream().filter(thing -> thing.path.equals(path)).count();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Thing asked = new Thing(
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")));
            boolean done = exchange.getRequestMethod().equals("DELETE") ? remove(asked) : add(asked);
            byte[] body = (done ? "done" : "out of order").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(done ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private synchronized boolean remove(Thing asked) {
        things.removeIf(thing -> thing.path.equals(asked.path));
        return true;
    }

    private synchronized boolean add(Thing asked) {
        requests.add(asked);
        if (!things.contains(asked)) {
            things.add(asked);
        }
        boolean broken = breaksDown;
        breaksDown = false;
        return !broken;
    }
}
