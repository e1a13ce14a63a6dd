package io.flamingock.examples.many;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The platform's client for its payment provider. Safe for use by several threads. */
public final class Payments {

    private final HttpClient client;
    private final URI address;

    /** Through this client; the address has no path. */
    public Payments(HttpClient client, URI address) {
        this.client = client;
        this.address = address;
    }

    /**
     * Asks for something new.
     *
     * @param idempotencyKey tells a repeated request from a second one
     * @throws IOException the provider refuses, or does not answer
     */
    public void post(String path, String idempotencyKey) throws IOException, InterruptedException {
        send(request(path).header("Idempotency-Key", idempotencyKey).POST(BodyPublishers.noBody()));
    }

    /**
     * Takes it back; nothing happens where there is nothing.
     *
     * @throws IOException the provider refuses, or does not answer
     */
    public void delete(String path) throws IOException, InterruptedException {
        send(request(path).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(10));
    }

    private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 400) {
            throw new IOException("the payment provider answers " + response.statusCode() + ": " + response.body());
        }
    }
}
