package io.flamingock.safety.faults;

import io.flamingock.safety.OwnMongo;
import io.flamingock.safety.races.Place;
import io.flamingock.servers.SqlServer;
import io.flamingock.servers.TcpProxy;
import io.flamingock.servers.mongo.MongoServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The servers behind the network: where the source of truth is, and where a target that is elsewhere. Their clients have a
 * time-out, as the application should: a body that waits for an answer waits as long as that, longer than we do.
 */
@SuppressWarnings("ImmutableEnumChecker") // each remembers where it is
enum Servers {
    POSTGRES(() -> SqlServer.POSTGRES.newUrl() + "&socketTimeout=20&loginTimeout=5", "PostgreSQL"),
    MARIADB(() -> SqlServer.MARIADB.newUrl() + "&socketTimeout=20000&connectTimeout=5000", "MariaDB"),
    MONGODB(OwnMongo::newUrl, "MongoDB");

    /** How long a body waits for an answer that never comes. */
    static final Duration CLIENT_TIMEOUT = Duration.ofSeconds(20);

    private final Supplier<String> newUrl;
    private final String product;
    private final Semaphore turns;
    private String home = "";
    private String away = "";

    Servers(Supplier<String> newUrl, String product) {
        this.newUrl = newUrl;
        this.product = product;
        this.turns = new Semaphore(product.equals("MongoDB") ? 1 : 12);
    }

    /** When it is its turn: the stand-in for MongoDB has one transaction at a time. */
    <R> R inTurn(Callable<R> trial) throws Exception {
        turns.acquire();
        try {
            return trial.call();
        } finally {
            turns.release();
        }
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
                ? url.replaceFirst("(mongodb://(?:[^/@]*@)?)[^/]*/([^?]*).*", "$1127.0.0.1:" + proxy.port() + "/$2")
                        + "?directConnection=true&socketTimeoutMS=20000&connectTimeoutMS=5000&serverSelectionTimeoutMS=5000"
                : proxy.through(url);
    }

    @Override
    public String toString() {
        return this == MONGODB && MongoServer.shared().isStandIn() ? product + " (STAND-IN)" : product;
    }
}
