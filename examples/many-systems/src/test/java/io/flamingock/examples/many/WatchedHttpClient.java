package io.flamingock.examples.many;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Tells of each request that is sent, and hands everything to a client of the JDK. */
final class WatchedHttpClient extends HttpClient {

    private final String system;
    private final Bodies bodies;
    private HttpClient raw;

    WatchedHttpClient(String system, Bodies bodies) {
        this.system = system;
        this.bodies = bodies;
    }

    /** Made when it is needed first, as by most platforms it never is. */
    private synchronized HttpClient raw() {
        if (raw == null) {
            raw = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
        }
        return raw;
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        bodies.before(system);
        HttpResponse<T> response = raw().send(request, handler);
        bodies.after(system);
        return response;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        throw new UnsupportedOperationException("not watched");
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, HttpResponse.BodyHandler<T> handler, HttpResponse.PushPromiseHandler<T> pushes) {
        throw new UnsupportedOperationException("not watched");
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return raw().cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return raw().connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return raw().followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return raw().proxy();
    }

    @Override
    public SSLContext sslContext() {
        return raw().sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return raw().sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return raw().authenticator();
    }

    @Override
    public Version version() {
        return raw().version();
    }

    @Override
    public Optional<Executor> executor() {
        return raw().executor();
    }
}
