package io.flamingock.examples.many;

import com.mongodb.event.CommandFailedEvent;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.BsonDocument;

/** Tells of each command that is sent to MongoDB, on the thread that sends it. */
final class WatchedCommands implements CommandListener {

    private static final Set<String> OF_BODIES = Set.of("insert", "update", "delete", "find", "aggregate");

    private final String system;
    private final Bodies bodies;
    private final Map<Integer, String> sent = new ConcurrentHashMap<>();

    WatchedCommands(String system, Bodies bodies) {
        this.system = system;
        this.bodies = bodies;
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        String collection = collection(event.getCommand(), event.getCommandName());
        if (OF_BODIES.contains(event.getCommandName()) && !collection.startsWith("flamingock_")) {
            sent.put(event.getRequestId(), "");
            bodies.before(system);
        } else {
            String text = (system + " " + event.getCommandName() + " " + collection).strip();
            sent.put(event.getRequestId(), text);
            library("before", text);
        }
    }

    @Override
    public void commandSucceeded(CommandSucceededEvent event) {
        answered(event.getRequestId());
    }

    @Override
    public void commandFailed(CommandFailedEvent event) {
        answered(event.getRequestId());
    }

    private void answered(int request) {
        String text = sent.remove(request);
        if (text != null && text.isEmpty()) {
            bodies.after(system);
        } else if (text != null) {
            library("after", text);
        }
    }

    /** Renewals of the lease have a thread of their own, which nobody waits for. */
    private void library(String when, String text) {
        if (text.endsWith("flamingock_audit") || text.endsWith("flamingock_marker") || text.endsWith("Transaction")) {
            bodies.libraryInTime(when, text);
        } else {
            bodies.library(when, text);
        }
    }

    private static String collection(BsonDocument command, String name) {
        return command.isString(name) ? command.getString(name).getValue() : "";
    }
}
