package io.flamingock.servers.mongo.standin;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Every command comes through here: it is counted, may be made to fail, and its answer gets labels and a time. */
final class Dispatcher {

    private final Mode mode;
    private final MovableClock clock;
    private final FailCommand failCommand;
    private final Commands commands;
    private final AtomicInteger operations = new AtomicInteger();
    private final AtomicLong time = new AtomicLong();
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
    private final Map<Integer, Operation> active = new ConcurrentHashMap<>();

    Dispatcher(Mode mode, String address) {
        this.mode = mode;
        this.clock = new MovableClock();
        this.failCommand = new FailCommand();
        this.commands = new Commands(mode, address, clock, this);
    }

    Document answer(Connection connection, Document command) {
        Operation operation = new Operation(operations.incrementAndGet(), connection, command, clock.instant());
        counts.computeIfAbsent(operation.name, name -> new AtomicLong()).incrementAndGet();
        active.put(operation.id, operation);
        try {
            FailCommand.Fault fault = failCommand.next(operation.name, connection.application());
            Document answer = faulty(operation, fault);
            if (mode == Mode.REPLICA_SET || mode == Mode.REPLICA_SET_WITHOUT_LABELS || mode == Mode.ROUTER) {
                addTime(answer);
            }
            return answer;
        } finally {
            active.remove(operation.id);
        }
    }

    private Document faulty(Operation operation, FailCommand.Fault fault) {
        pause(fault.delayMillis());
        if (fault.closesBefore()) {
            throw new Hangup();
        }
        CommandError failure = fault.error();
        Document answer = failure != null ? error(failure) : carryOut(operation, fault);
        if (fault.closesAfter()) {
            throw new Hangup();
        }
        if (fault.writeConcernError() != null) {
            answer.put("writeConcernError", fault.writeConcernError());
        }
        label(operation, answer, fault.labels());
        return answer;
    }

    private static void pause(long millis) {
        if (millis > 0) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Document carryOut(Operation operation, FailCommand.Fault fault) {
        try {
            return commands.run(operation, fault.stopAfter());
        } catch (Hangup e) {
            throw e;
        } catch (MongoServerError e) {
            return error(e);
        } catch (RuntimeException e) {
            return error(new CommandError(8, "UnknownError", "The stand-in for MongoDB failed: " + e));
        }
    }

    private static Document error(MongoServerError e) {
        return new Document("ok", 0.0)
                .append("errmsg", e.getMessageWithoutErrorCode())
                .append("code", e.getCode())
                .append("codeName", e.getCodeName());
    }

    private void label(Operation operation, Document answer, @Nullable Object given) {
        List<?> labels = given instanceof List<?> list ? list : ErrorNames.labels(operation, answer);
        if (mode != Mode.REPLICA_SET_WITHOUT_LABELS && !labels.isEmpty()) {
            answer.put("errorLabels", labels);
        }
    }

    private void addTime(Document answer) {
        long now = clock.instant().getEpochSecond() << 32;
        BsonTimestamp next = new BsonTimestamp(time.updateAndGet(last -> Math.max(last + 1, now + 1)));
        answer.put("operationTime", next);
        answer.put(
                "$clusterTime",
                new Document("clusterTime", next)
                        .append("signature", new Document("hash", new BinData(new byte[20])).append("keyId", 0L)));
    }

    FailCommand failCommand() {
        return failCommand;
    }

    Iterable<Operation> active() {
        return active.values();
    }

    void kill(int operation) {
        Operation found = active.get(operation);
        if (found != null) {
            found.killed = true;
        }
    }

    /** Commands of these sessions that wait; of all sessions if there are none. */
    void killOf(List<UUID> sessions) {
        active.values().stream()
                .filter(operation -> operation.waiting)
                .filter(operation -> sessions.isEmpty() || sessions.contains(operation.session()))
                .forEach(operation -> operation.killed = true);
    }

    /** In the shape of {@code serverStatus.metrics.commands}. */
    Document counts() {
        Document document = new Document();
        new TreeMap<>(counts).forEach((name, count) -> document.put(name, new Document("total", count.get())));
        return document;
    }

    void abortOverdue() {
        commands.abortOverdue();
    }
}
