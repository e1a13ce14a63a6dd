package io.flamingock.examples.many;

import io.flamingock.servers.KafkaServer;
import io.flamingock.servers.SqlServer;
import io.flamingock.servers.mongo.MongoServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * The servers that all platforms share, and the clients of those who look at them from outside. Only a MongoDB is used by
 * one platform at a time: it keeps the transaction of one that was killed, and whose it is shows for certain only while no
 * other is open.
 */
final class Servers implements AutoCloseable {

    private static final int STAND_INS = 3;
    private static final int LIMIT_MINUTES = 5;
    private static final AtomicInteger PLACES = new AtomicInteger();

    private final KafkaServer kafka;
    private final Admin events;
    private final List<MongoServer> mongos;
    private final BlockingQueue<MongoServer> free;

    private Servers(KafkaServer kafka, List<MongoServer> mongos) {
        this.kafka = kafka;
        this.events = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.address()));
        this.mongos = mongos;
        this.free = new LinkedBlockingQueue<>(mongos);
    }

    /** The programs are started side by side: each takes seconds, most of which it waits. */
    static Servers start() {
        CompletableFuture<KafkaServer> kafka = CompletableFuture.supplyAsync(KafkaServer::start);
        CompletableFuture<List<MongoServer>> mongos = CompletableFuture.supplyAsync(Servers::startMongos);
        SqlServer.MARIADB.url();
        SqlServer.POSTGRES.url();
        return new Servers(kafka.join(), mongos.join());
    }

    private static List<MongoServer> startMongos() {
        List<MongoServer> mongos = new ArrayList<>(List.of(MongoServer.shared()));
        if (mongos.get(0).isStandIn()) {
            IntStream.range(1, STAND_INS).forEach(n -> mongos.add(MongoServer.start()));
        }
        return mongos;
    }

    /** How many platforms there can be at once. */
    int places() {
        return mongos.size();
    }

    /** Schemas, databases and topics of its own, on which nothing is yet; waits until another is closed. */
    Place newPlace() throws IOException, InterruptedException {
        MongoServer mongo = free.poll(LIMIT_MINUTES, TimeUnit.MINUTES);
        if (mongo == null) {
            throw new IllegalStateException("no MongoDB has become free");
        }
        String name = "platform" + ProcessHandle.current().pid() + "n" + PLACES.incrementAndGet();
        PaymentProvider payments = PaymentProvider.start();
        return new Place(
                new Addresses(
                        named(SqlServer.POSTGRES.newUrl(), name + "o"),
                        named(SqlServer.MARIADB.newUrl(), name + "w"),
                        mongo.connectionString(),
                        name,
                        kafka.address(),
                        payments.address(),
                        name),
                payments,
                events,
                () -> free.add(mongo));
    }

    /** On PostgreSQL sessions are found again by this name; on MariaDB by their database. */
    private static String named(String url, String name) {
        return url.startsWith("jdbc:postgresql:")
                ? url + (url.contains("?") ? "&" : "?") + "ApplicationName=" + name
                : url;
    }

    /** What it all runs on, in one line. */
    String describe() {
        return "PostgreSQL, MariaDB, Kafka, a REST service, and as MongoDB: " + (isStandIn() ? "a STAND-IN, " : "")
                + mongos.get(0).describe();
    }

    /** The name of the product, or of what stands in for it. */
    String name(LogStore log) {
        return log == LogStore.MONGODB && isStandIn() ? log + " (stand-in)" : log.toString();
    }

    private boolean isStandIn() {
        return mongos.get(0).isStandIn();
    }

    @Override
    public void close() {
        events.close();
        kafka.close();
        mongos.stream().skip(1).forEach(MongoServer::close); // the first ends with this JVM
    }
}
