package io.flamingock.cli;

import io.flamingock.cli.Table.Paint;
import io.flamingock.cli.child.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows what the process of an application tells, and keeps it for a document. */
final class Told {

    private final Session session;
    private final ShellCalls calls;
    private final List<Object> plan = new ArrayList<>();
    private final List<Object> problems = new ArrayList<>();
    private final List<Object> outcomes = new ArrayList<>();
    private final List<Object> toBeUndone = new ArrayList<>();
    private final Table planned = new Table("DO", "CHANGE", "STAGE", "ORDER", "TARGET", "MODE", "WHY");
    private final Table undoes = new Table("UNDO", "ORDER", "TARGET", "MODE");
    private @Nullable String service;
    private @Nullable String note;
    private @Nullable String failure;

    Told(Session session, ApplicationOptions application) {
        this.session = session;
        this.calls = new ShellCalls(session, application);
    }

    /** Takes in one message; those that say how things go are shown at once. */
    void take(Message message) {
        switch (message.kind()) {
            case SERVICE -> service = message.field(0);
            case PLANNED -> {
                plan.add(object(message, "decision", "id", "stage", "order", "target", "mode", "why"));
                planned.row(
                        paint(message.field(0)),
                        message.field(0).toLowerCase(Locale.ROOT),
                        message.field(1),
                        message.field(2),
                        message.field(3),
                        message.field(4),
                        message.field(5),
                        message.field(6));
            }
            case PROBLEM -> {
                String text = calls.in(message.field(1));
                problems.add(Map.of("severity", message.field(0), "text", text));
                session.say(message.field(0) + " " + text);
            }
            case LEFT_OUT -> session.say("left out: " + message.field(0) + " (" + message.field(1) + ")");
            case BEGINS -> session.say(message.field(0) + " … (" + message.field(1) + " of " + message.field(2) + ")");
            case ENDED -> {
                String text = session.withoutSecrets(message.field(2));
                Map<String, Object> outcome = object(message, "outcome", "id");
                outcome.put("text", text);
                outcomes.add(outcome);
                session.say(message.field(1) + " " + text);
            }
            case WAITS -> session.say("waiting for " + message.field(0) + ", " + message.field(1) + " s");
            case UNDOES -> {
                toBeUndone.add(object(message, "id", "order", "target", "mode"));
                undoes.row(Paint.WAITING, message.field(0), message.field(1), message.field(2), message.field(3));
            }
            case NOTE -> note = message.field(0);
            case FAILED -> {
                failure = calls.in(message.field(1));
                if (session.options().verbose) {
                    session.pass(message.field(2).stripTrailing());
                }
            }
            case ASKS, DONE -> {}
        }
    }

    void showPlan() {
        if (!session.options().json && !plan.isEmpty()) {
            session.print(planned);
        }
    }

    void showUndo() {
        if (!session.options().json && !toBeUndone.isEmpty()) {
            session.print(undoes);
        }
    }

    boolean hasToUndo() {
        return !toBeUndone.isEmpty();
    }

    /** Shows how it ended. Returns the exit code. */
    int end(int exitCode) {
        if (failure != null) {
            session.terminal().err().println(session.terminal().shown("flamingock: " + failure));
        }
        if (session.options().json) {
            Map<String, @Nullable Object> document = session.document(exitCode);
            put(document, "service", service);
            put(document, "plan", plan.isEmpty() ? null : plan);
            put(document, "problems", problems.isEmpty() ? null : problems);
            put(document, "toBeUndone", toBeUndone.isEmpty() ? null : toBeUndone);
            put(document, "outcomes", outcomes.isEmpty() ? null : outcomes);
            put(document, "note", note);
            put(document, "error", failure == null ? null : Map.of("message", failure));
            session.printDocument(document);
        } else if (note != null) {
            session.print(note);
        }
        return exitCode;
    }

    private static void put(Map<String, @Nullable Object> document, String key, @Nullable Object value) {
        if (value != null) {
            document.put(key, value);
        }
    }

    private static Paint paint(String decision) {
        return switch (decision) {
            case "Stop" -> Paint.BAD;
            case "Run", "Settle" -> Paint.WAITING;
            default -> Paint.PLAIN;
        };
    }

    private static Map<String, Object> object(Message message, String... names) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            object.put(names[i], message.field(i));
        }
        return object;
    }
}
