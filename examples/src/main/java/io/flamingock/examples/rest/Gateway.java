package io.flamingock.examples.rest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The application's client for the gateway. Safe for use by several threads. */
public final class Gateway {

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI address;

    public Gateway(URI address) {
        this.address = address;
    }

    /** Creates something; the same key again is the same request again, and creates nothing more. */
    public void create(String path, String json, String idempotencyKey) throws IOException, InterruptedException {
        send(request(path).header("Idempotency-Key", idempotencyKey).POST(BodyPublishers.ofString(json)));
    }

    /** Removes it; nothing happens where there is nothing. */
    public void remove(String path) throws IOException, InterruptedException {
        send(request(path).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(10));
    }

    private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 400) {
            throw new IOException("the gateway answers " + response.statusCode() + ": " + response.body());
        }
    }
}
