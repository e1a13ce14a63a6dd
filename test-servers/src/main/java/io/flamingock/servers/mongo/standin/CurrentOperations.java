package io.flamingock.servers.mongo.standin;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Who is doing what: commands that are being answered, and sessions with an open transaction that do nothing. */
final class CurrentOperations {

    private static final Set<String> OPTIONS = Set.of("currentOp", "$ownOps", "$all", "$db", "lsid", "comment");

    static boolean isAskedFor(Document command) {
        return command.get("pipeline") instanceof List<?> stages
                && !stages.isEmpty()
                && ((Document) stages.get(0)).containsKey("$currentOp");
    }

    static Document currentOp(Operation operation, Sessions sessions, Dispatcher dispatcher, MovableClock clock) {
        Document filter = operation.command.clone();
        filter.keySet().removeIf(field -> OPTIONS.contains(field) || field.startsWith("$"));
        return new Document("inprog", matching(all(sessions, dispatcher, clock), filter)).append("ok", 1.0);
    }

    /** {@code $currentOp}, and {@code $match} after it. */
    static Document aggregate(Operation operation, Sessions sessions, Dispatcher dispatcher, MovableClock clock) {
        List<Document> stages = Fields.documents(operation.command, "pipeline");
        List<Document> found = all(sessions, dispatcher, clock);
        for (Document stage : stages.subList(1, stages.size())) {
            if (!(stage.get("$match") instanceof Document filter)) {
                throw CommandError.notImplemented("this stage after $currentOp: " + stage);
            }
            found = matching(found, filter);
        }
        Document cursor = new Document("id", 0L)
                .append("ns", operation.database + ".$cmd.aggregate")
                .append("firstBatch", found);
        return new Document("cursor", cursor).append("ok", 1.0);
    }

    private static List<Document> matching(List<Document> found, Document filter) {
        DefaultQueryMatcher matcher = new DefaultQueryMatcher();
        return found.stream().filter(each -> matcher.matches(each, filter)).toList();
    }

    private static List<Document> all(Sessions sessions, Dispatcher dispatcher, MovableClock clock) {
        List<Document> all = new ArrayList<>();
        dispatcher.active().forEach(operation -> all.add(active(operation, clock)));
        sessions.all().stream()
                .filter(session -> session.state == Session.State.OPEN)
                .forEach(session -> all.add(idle(session, clock)));
        return all;
    }

    private static Document active(Operation operation, MovableClock clock) {
        Duration running = Duration.between(operation.since, clock.instant());
        Document document = client(operation.connection)
                .append("type", "op")
                .append("active", true)
                .append("opid", operation.id)
                .append("op", "command")
                .append("ns", operation.database + "." + operation.collection())
                .append("command", operation.command)
                .append("secs_running", running.toSeconds())
                .append("microsecs_running", running.toNanos() / 1000)
                .append("waitingForLock", operation.waiting);
        document.putIfNotNull("lsid", operation.command.get("lsid"));
        return document;
    }

    private static Document idle(Session session, MovableClock clock) {
        Operation opener = session.opener;
        Transaction transaction = session.open();
        Document document = opener == null ? new Document() : client(opener.connection);
        return document.append("type", "idleSession")
                .append("active", false)
                .append("desc", "inactive transaction")
                .append("lsid", new Document("id", session.id))
                .append(
                        "transaction",
                        new Document(
                                        "parameters",
                                        new Document("txnNumber", session.number).append("autocommit", false))
                                .append("startWallClockTime", transaction.since.toString())
                                .append(
                                        "timeOpenMicros",
                                        Duration.between(transaction.since, clock.instant())
                                                        .toNanos()
                                                / 1000));
    }

    private static Document client(Connection connection) {
        Document document = new Document("client", connection.client).append("connectionId", connection.number);
        document.putIfNotNull("appName", connection.application());
        return document;
    }

    private CurrentOperations() {}
}
