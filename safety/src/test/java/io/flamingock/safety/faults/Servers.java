package io.flamingock.safety.faults;

import io.flamingock.safety.OwnMongo;
import io.flamingock.safety.races.Place;
import io.flamingock.servers.SqlServer;
import io.flamingock.servers.TcpProxy;
import io.flamingock.servers.mongo.MongoServer;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * The servers behind the network: where the source of truth is, and where a target that is elsewhere. Their clients have a
 * time-out, as the application should: a body that waits for an answer on a connection of its own waits as long as that.
 */
@SuppressWarnings("ImmutableEnumChecker") // each remembers where it is
enum Servers {
    POSTGRES(() -> SqlServer.POSTGRES.newUrl() + "&socketTimeout=5&loginTimeout=5", "PostgreSQL"),
    MARIADB(() -> SqlServer.MARIADB.newUrl() + "&socketTimeout=5000&connectTimeout=5000", "MariaDB"),
    MONGODB(OwnMongo::newUrl, "MongoDB");

    private final Supplier<String> newUrl;
    private final String product;
    private String home = "";
    private String away = "";

    Servers(Supplier<String> newUrl, String product) {
        this.newUrl = newUrl;
        this.product = product;
    }

    /** Starts them where they are not there yet. */
    synchronized void open() {
        if (home.isEmpty()) {
            home = newUrl.get();
            away = newUrl.get();
            try (Place<?> place = Place.at(home, away)) {
                place.create();
            }
        }
    }

    String home() {
        return home;
    }

    String away() {
        return away;
    }

    /** A proxy in front of the server of that address. */
    TcpProxy behind(String url, Supplier<TcpProxy.Link> links) throws IOException {
        String oneHost = url.replaceFirst(",[^/]*", "");
        return TcpProxy.before(oneHost, links);
    }

    /** The same address by way of that proxy; a client of MongoDB must not learn the server's own. */
    String through(TcpProxy proxy, String url) {
        return this == MONGODB
                ? "mongodb://127.0.0.1:" + proxy.port()
                        + "/?directConnection=true&socketTimeoutMS=5000&connectTimeoutMS=5000&serverSelectionTimeoutMS=5000"
                : proxy.through(url);
    }

    @Override
    public String toString() {
        return this == MONGODB && MongoServer.shared().isStandIn() ? product + " (STAND-IN)" : product;
    }
}
