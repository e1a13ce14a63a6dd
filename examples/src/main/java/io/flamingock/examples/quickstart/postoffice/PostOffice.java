package io.flamingock.examples.quickstart.postoffice;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The shop's client for the partner's service. Safe for use by several threads. */
public final class PostOffice {

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI address;

    public PostOffice(URI address) {
        this.address = address;
    }

    /** Orders something. The key tells a repeated call from a second order. */
    public void post(String path, String idempotencyKey) throws IOException, InterruptedException {
        send(request(path).header("Idempotency-Key", idempotencyKey).POST(BodyPublishers.noBody()));
    }

    /** Cancels what was ordered; nothing happens where there is nothing. */
    public void delete(String path) throws IOException, InterruptedException {
        send(request(path).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(10));
    }

    private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 400) {
            throw new IOException("the post office answers " + response.statusCode() + ": " + response.body());
        }
    }
}
