package io.flamingock.mongodb.crash;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.flamingock.servers.mongo.MongoServer;
import io.flamingock.tck.crash.CrashSite;
import io.flamingock.tck.crash.Place;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * New, empty databases on a server, which go when they are closed. Whoever opens them ends the transactions that dead
 * processes have left open, as the server itself does a minute later.
 */
final class MongoDatabases implements Place, AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final MongoServer server;
    private final String name = "flamingock_crash_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
    private final int lockMillis;

    MongoDatabases(MongoServer server, int lockMillis) {
        this.server = server;
        this.lockMillis = lockMillis;
    }

    @Override
    public CrashSite open() {
        MongoSite site = MongoSite.at(address());
        site.endTransactions();
        return site;
    }

    /** Connection string, name, lock time-out in milliseconds, whether it is the stand-in; with spaces between. */
    @Override
    public String address() {
        return String.join(
                " ",
                server.connectionString(),
                name,
                Integer.toString(lockMillis),
                Boolean.toString(server.isStandIn()));
    }

    @Override
    public void close() {
        try (MongoClient client = MongoClients.create(server.connectionString())) {
            client.listDatabaseNames().into(new ArrayList<>()).stream()
                    .filter(database -> database.startsWith(name + "_"))
                    .forEach(database -> client.getDatabase(database).drop());
        }
    }

    /** Opens them in another process. */
    public static final class Opener implements CrashSite.Opener {
        @Override
        public CrashSite open(String address) {
            return MongoSite.at(address);
        }
    }
}
