package io.flamingock.servers.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.flamingock.servers.mongo.standin.StandIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A MongoDB to test on, or what stands in for one; it says which of the two it is.
 *
 * <pre>{@code
 * try (MongoServer server = MongoServer.start();
 *         MongoClient client = MongoClients.create(server.connectionString())) { … }
 * }</pre>
 *
 * <p>The first of these that is there, so that the same tests run on a real server wherever one is to be had:
 *
 * <ol>
 *   <li>the connection string in {@value #ADDRESS_VARIABLE} (a replica set);
 *   <li>a Docker daemon, if Testcontainers is on the class path: the image in {@value #IMAGE_VARIABLE}, or
 *       {@code mongo:7}, as a replica set of one;
 *   <li>{@code mongod}: the program in {@value #PROGRAM_VARIABLE}, or on the {@code PATH}, as a replica set of one on
 *       127.0.0.1;
 *   <li>the stand-in: a process of ours around mongo-java-server, see {@link #standIn}.
 * </ol>
 *
 * <p>Needs {@code mongodb-driver-sync} on the class path. Thread-safe.
 */
public final class MongoServer implements AutoCloseable {

    /** Names the environment variable with the connection string of a server that is there already. */
    public static final String ADDRESS_VARIABLE = "FLAMINGOCK_TEST_MONGODB";

    /** Names the environment variable with the image to start on Docker, {@code mongo:8} for instance. */
    public static final String IMAGE_VARIABLE = "FLAMINGOCK_TEST_MONGO_IMAGE";

    /** Names the environment variable with the path of a {@code mongod}. */
    public static final String PROGRAM_VARIABLE = "FLAMINGOCK_TEST_MONGOD";

    /** What the stand-in plays. */
    public enum Mode {
        /** The primary, and only member, of a replica set. */
        REPLICA_SET,
        /** As a replica set, but its errors carry no labels, as those of servers that only speak the protocol. */
        REPLICA_SET_WITHOUT_LABELS,
        /** One server without replication: no transactions. */
        STANDALONE,
        /** The router of a sharded cluster. */
        ROUTER
    }

    private final String connectionString;
    private final Mode mode;
    private final String description;
    private final boolean standIn;
    private final AutoCloseable resource;

    MongoServer(String connectionString, Mode mode, String description, boolean standIn, AutoCloseable resource) {
        this.connectionString = connectionString;
        this.mode = mode;
        this.description = description;
        this.standIn = standIn;
        this.resource = resource;
    }

    /**
     * Gives the one that all tests of this JVM share; it ends with the JVM. Use databases of your own on it, and leave
     * its clock, its limits and its faults alone.
     *
     * @throws IllegalStateException as {@link #start}
     */
    public static MongoServer shared() {
        return Shared.SERVER;
    }

    /**
     * Finds or starts one.
     *
     * @throws IllegalStateException if the one that is to be used does not start or answer; the next one is not tried
     *     then, because tests that silently run on less than they were meant for prove nothing
     */
    public static MongoServer start() {
        return start(System.getenv());
    }

    static MongoServer start(Map<String, String> environment) {
        List<Supplier<Optional<MongoServer>>> sources = new ArrayList<>();
        sources.add(() -> Optional.ofNullable(environment.get(ADDRESS_VARIABLE)).map(MongoServer::at));
        sources.add(() -> Docker.start(environment));
        sources.add(() -> LocalMongod.start(environment));
        return sources.stream()
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> standIn(Mode.REPLICA_SET));
    }

    /**
     * Starts the stand-in, whatever else is there: for tests that move its clock, or of deployments of another kind.
     *
     * <p>It answers as version 7.0 does: sessions, transactions with snapshot isolation and write conflicts, retryable
     * writes, error labels, {@code killSessions}, {@code currentOp}. It keeps everything in memory, and refuses what
     * it would do otherwise than MongoDB: updates by aggregation stages, validators, partial filters of unique
     * indexes. Change streams, text and geo indexes are not there; a TTL index is listed and deletes nothing.
     *
     * <p>Commands that tests send to its {@code admin} database:
     *
     * <ul>
     *   <li>{@code {configureFailPoint: "failCommand", mode, data}} as on a real server with
     *       {@code enableTestCommands}; {@code data} may also have {@code closeAfter: true} (carried out, then the
     *       connection closes) and {@code stopAfter: n} (the connection closes after n statements of the command);
     *   <li>{@code {flamingockClock: {moveMillis: n}}}: its time, also that of {@code $$NOW}, {@code $currentDate} and
     *       of transactions' lifetime, goes on n milliseconds later;
     *   <li>{@code {setParameter: 1, transactionLifetimeLimitSeconds: n}}: fractions are allowed;
     *   <li>{@code {serverStatus: 1}}: {@code metrics.commands.NAME.total} counts what came over the wire.
     * </ul>
     *
     * @throws IllegalStateException if it does not start
     */
    public static MongoServer standIn(Mode mode) {
        StandInProcess process = StandInProcess.start(mode);
        String options = mode == Mode.REPLICA_SET || mode == Mode.REPLICA_SET_WITHOUT_LABELS ? "?replicaSet=rs0" : "";
        return new MongoServer(
                "mongodb://" + process.address() + "/" + options,
                mode,
                StandIn.DESCRIPTION + " as " + mode + " at " + process.address(),
                true,
                process);
    }

    static MongoServer at(String connectionString) {
        return describedByItself(connectionString, () -> {});
    }

    static MongoServer describedByItself(String connectionString, AutoCloseable resource) {
        try (MongoClient client = MongoClients.create(connectionString)) {
            Document hello = client.getDatabase("admin").runCommand(new Document("hello", 1));
            Document build = client.getDatabase("admin").runCommand(new Document("buildInfo", 1));
            @Nullable String primary = hello.getString("primary");
            Mode mode = kind(hello);
            String what = switch (mode) {
                case REPLICA_SET, REPLICA_SET_WITHOUT_LABELS ->
                    "replica set " + hello.getString("setName") + " at " + primary;
                case ROUTER -> "sharded cluster";
                case STANDALONE -> "standalone";
            };
            boolean standIn = StandIn.DESCRIPTION.equals(build.getString("gitVersion"));
            String name = standIn ? StandIn.DESCRIPTION : "MongoDB " + build.getString("version");
            return new MongoServer(connectionString, mode, name + " " + what, standIn, resource);
        } catch (RuntimeException e) {
            throw new IllegalStateException("No MongoDB answered, or not as one: " + e.getMessage(), e);
        }
    }

    private static Mode kind(Document hello) {
        if (hello.containsKey("setName")) {
            return Mode.REPLICA_SET;
        }
        return "isdbgrid".equals(hello.getString("msg")) ? Mode.ROUTER : Mode.STANDALONE;
    }

    /** For {@code MongoClients.create}; may contain a password if it came from the environment. */
    public String connectionString() {
        return connectionString;
    }

    /** What the tests run on, in one line, without passwords: "MongoDB 7.0.14 replica set rs0 at …" or "stand-in (…)". */
    public String describe() {
        return description;
    }

    /** Whether this is the stand-in, and no MongoDB. */
    public boolean isStandIn() {
        return standIn;
    }

    /** What this is; one that is without labels is found to be so by nobody who has not started it himself. */
    public Mode mode() {
        return mode;
    }

    /** Whether its commands can be made to fail: the stand-in's, and those of one with {@code enableTestCommands}. */
    public boolean hasFailPoints() {
        try (MongoClient client = MongoClients.create(connectionString)) {
            client.getDatabase("admin")
                    .runCommand(new Document("configureFailPoint", "failCommand").append("mode", "off"));
            return true;
        } catch (MongoCommandException e) {
            return false;
        }
    }

    /**
     * Ends what {@link #start} has started; a server that was there before stays. Ends it at once: clients that are
     * still connected see a broken connection.
     *
     * @throws IllegalStateException if it did not end
     */
    @Override
    public void close() {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException("Could not end " + description, e);
        }
    }

    @Override
    public String toString() {
        return description;
    }

    /** Started when it is first asked for. */
    private static final class Shared {

        static final MongoServer SERVER = start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close, "end-of-" + SERVER));
        }
    }
}
