package io.flamingock.examples.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The gateway: a service on 127.0.0.1 that knows nothing of Flamingock. It remembers the keys of requests. */
final class GatewayServer implements AutoCloseable {

    private final Map<String, String> resources = new ConcurrentSkipListMap<>();
    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final HttpServer server;
    private volatile String broken = "";

    private GatewayServer(HttpServer server) {
        this.server = server;
    }

    static GatewayServer start() throws IOException {
        InetSocketAddress free = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
        GatewayServer gateway = new GatewayServer(HttpServer.create(free, 0));
        gateway.server.createContext("/", gateway::handle);
        gateway.server.start();
        return gateway;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<String> paths() {
        return List.copyOf(resources.keySet());
    }

    /** How many requests have created something; a repeated key has not. */
    int created() {
        return keys.size();
    }

    void breakDownAt(String path) {
        broken = path;
    }

    void repair() {
        broken = "";
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String json = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try (exchange) {
            boolean fails = path.equals(broken) && exchange.getRequestMethod().equals("POST");
            if (exchange.getRequestMethod().equals("DELETE")) {
                resources.remove(path);
            } else if (!fails && keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"))) {
                resources.put(path, json);
            }
            byte[] answer = (fails ? "out of memory" : "done").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(fails ? 503 : 200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }
}
