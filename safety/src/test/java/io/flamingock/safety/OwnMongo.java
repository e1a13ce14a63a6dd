package io.flamingock.safety;

import io.flamingock.servers.mongo.MongoServer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Further MongoDBs, or what stands in for them, beside the shared one, on which others race; they end with this JVM. Where
 * a server is given there is only that one, and each has databases of its own on it.
 */
public final class OwnMongo {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private OwnMongo() {}

    /** Where a new one is. */
    public static String newUrl() {
        MongoServer server = MongoServer.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "end-of-" + server));
        return ofItsOwn(server.connectionString());
    }

    private static String ofItsOwn(String connectionString) {
        String name = "races_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
        boolean hasUser = connectionString.contains("@") && !connectionString.contains("authSource=");
        String named = connectionString.replaceFirst("(mongodb://[^/]+)/?[^?]*(\\?.*)?$", "$1/" + name + "$2");
        return hasUser ? named + (named.contains("?") ? "&" : "?") + "authSource=admin" : named;
    }
}
