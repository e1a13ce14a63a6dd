package io.flamingock.safety;

import io.flamingock.servers.mongo.MongoServer;

/** Further MongoDBs, or what stands in for them, beside the shared one, on which others race; they end with this JVM. */
public final class OwnMongo {

    private OwnMongo() {}

    /** Where a new one is. */
    public static String newUrl() {
        MongoServer server = MongoServer.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "end-of-" + server));
        return server.connectionString();
    }
}
