package io.flamingock.servers.mongo.standin;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MongoDB's own fail point {@code failCommand}, in its shape, so that a test also runs on a real server that was
 * started with {@code enableTestCommands}. Two fields of {@code data} are this stand-in's alone: {@code closeAfter}
 * closes the connection when the command has been carried out, {@code stopAfter: n} when n statements of it have.
 * Thread-safe.
 */
final class FailCommand {

    private static final Fault NONE = new Fault(new Document());

    private Document data = new Document();
    private int skip;
    private int times;

    synchronized void configure(Document command) {
        Object mode = command.get("mode");
        data = command.get("data") instanceof Document given ? given : new Document();
        skip = 0;
        times = Integer.MAX_VALUE;
        if ("off".equals(mode)) {
            times = 0;
        } else if (mode instanceof Document counted && counted.get("times") instanceof Number n) {
            times = n.intValue();
        } else if (mode instanceof Document counted && counted.get("skip") instanceof Number n) {
            skip = n.intValue();
        } else if (!"alwaysOn".equals(mode)) {
            throw new CommandError(2, "BadValue", "Mode of the fail point: " + mode);
        }
    }

    synchronized Fault next(String command, @Nullable String application) {
        boolean meant = data.get("failCommands") instanceof List<?> names && names.contains(command);
        if (!meant || (data.containsKey("appName") && !data.get("appName").equals(application))) {
            return NONE;
        }
        if (skip > 0) {
            skip--;
            return NONE;
        }
        if (times <= 0) {
            return NONE;
        }
        times -= times == Integer.MAX_VALUE ? 0 : 1;
        return new Fault(data);
    }

    record Fault(Document data) {

        long delayMillis() {
            boolean blocks = Boolean.TRUE.equals(data.get("blockConnection"));
            return blocks && data.get("blockTimeMS") instanceof Number millis ? millis.longValue() : 0;
        }

        boolean closesBefore() {
            return Boolean.TRUE.equals(data.get("closeConnection"));
        }

        boolean closesAfter() {
            return Boolean.TRUE.equals(data.get("closeAfter"));
        }

        int stopAfter() {
            return data.get("stopAfter") instanceof Number statements ? statements.intValue() : Integer.MAX_VALUE;
        }

        @Nullable
        CommandError error() {
            return data.get("errorCode") instanceof Number code
                    ? new CommandError(
                            code.intValue(),
                            ErrorNames.of(code.intValue()),
                            "Failing command via 'failCommand' failpoint")
                    : null;
        }

        @Nullable
        Object labels() {
            return data.get("errorLabels");
        }

        @Nullable
        Object writeConcernError() {
            return data.get("writeConcernError");
        }
    }
}
