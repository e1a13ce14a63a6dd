package io.flamingock.servers.mongo.standin;

import de.bwaldvogel.mongo.bson.Document;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Commands about the server and its sessions. Called with the store's lock held. */
final class Administration {

    private static final int WIRE_VERSION_OF_7_0 = 21;
    private static final List<Integer> VERSION = List.of(7, 0, 0, 0);

    private final Mode mode;
    private final String address;
    private final MovableClock clock;
    private final Sessions sessions;
    private final Dispatcher dispatcher;

    Administration(Mode mode, String address, MovableClock clock, Sessions sessions, Dispatcher dispatcher) {
        this.mode = mode;
        this.address = address;
        this.clock = clock;
        this.sessions = sessions;
        this.dispatcher = dispatcher;
    }

    /** Null: not one of these commands. */
    @Nullable
    Document run(Operation operation) {
        Document command = operation.command;
        return switch (operation.name) {
            case "hello", "isMaster", "ismaster" -> hello(operation);
            case "buildInfo", "buildinfo" -> buildInfo();
            case "serverStatus" -> serverStatus();
            case "startSession", "endSessions", "refreshSessions" -> ok();
            case "killSessions" -> killSessions(Fields.documents(command, "killSessions"));
            case "killAllSessions" -> killSessions(List.of());
            case "currentOp" -> CurrentOperations.currentOp(operation, sessions, dispatcher, clock);
            case "aggregate" ->
                CurrentOperations.isAskedFor(command)
                        ? CurrentOperations.aggregate(operation, sessions, dispatcher, clock)
                        : null;
            case "killOp" -> {
                dispatcher.kill(Fields.number(command, "op").intValue());
                yield ok().append("info", "attempting to kill op");
            }
            case "setParameter" -> setParameter(command);
            case "configureFailPoint" -> configureFailPoint(command);
            case "flamingockClock" -> moveClock(command);
            default -> null;
        };
    }

    private Document hello(Operation operation) {
        operation.connection.introduce(operation.command);
        Document hello = new Document("helloOk", true);
        hello.append(operation.name.equals("hello") ? "isWritablePrimary" : "ismaster", true);
        mode.describe(hello, address);
        return hello.append("maxBsonObjectSize", 16 * 1024 * 1024)
                .append("maxMessageSizeBytes", 48_000_000)
                .append("maxWriteBatchSize", 100_000)
                .append("localTime", clock.instant())
                .append("logicalSessionTimeoutMinutes", 30)
                .append("connectionId", operation.connection.number)
                .append("minWireVersion", 0)
                .append("maxWireVersion", WIRE_VERSION_OF_7_0)
                .append("readOnly", false)
                .append("ok", 1.0);
    }

    private static Document buildInfo() {
        return new Document("version", "7.0.0")
                .append("versionArray", VERSION)
                .append("gitVersion", StandIn.DESCRIPTION)
                .append("maxBsonObjectSize", 16 * 1024 * 1024)
                .append("ok", 1.0);
    }

    private Document serverStatus() {
        return new Document("version", "7.0.0")
                .append("process", mode == Mode.ROUTER ? "mongos" : "mongod")
                .append("pid", ProcessHandle.current().pid())
                .append("localTime", clock.instant())
                .append("metrics", new Document("commands", dispatcher.counts()))
                .append("ok", 1.0);
    }

    private Document killSessions(List<Document> named) {
        List<UUID> ids = named.stream().map(session -> (UUID) session.get("id")).toList();
        sessions.kill(ids);
        dispatcher.killOf(ids);
        return ok();
    }

    private Document setParameter(Document command) {
        if (!(command.get("transactionLifetimeLimitSeconds") instanceof Number seconds)) {
            throw CommandError.invalidOptions("no option found to set, use help:true to see options");
        }
        Document answer = new Document("was", sessions.lifetime().toMillis() / 1000.0);
        sessions.lifetime(Duration.ofMillis(Math.round(seconds.doubleValue() * 1000)));
        return answer.append("ok", 1.0);
    }

    private Document configureFailPoint(Document command) {
        if (!"failCommand".equals(command.get("configureFailPoint"))) {
            throw CommandError.notImplemented("the fail point " + command.get("configureFailPoint"));
        }
        dispatcher.failCommand().configure(command);
        return ok();
    }

    private Document moveClock(Document command) {
        Document moved = Fields.document(command, "flamingockClock");
        clock.move(Fields.number(moved, "moveMillis").longValue());
        sessions.abortOverdue();
        return ok().append("localTime", clock.instant());
    }

    private static Document ok() {
        return new Document("ok", 1.0);
    }
}
