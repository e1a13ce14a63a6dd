package io.flamingock.audit;

import io.flamingock.api.RunFailedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was thrown, in a form that can always be stored: no NUL, no lone surrogate, message and trace capped at a code
 * point.
 *
 * @param type the class of the Throwable
 * @param message at most {@link #MAX_MESSAGE} characters
 * @param trace at most {@link #MAX_TRACE} characters
 */
public record ErrorRecord(String type, String message, String trace) {

    /** In UTF-16 units. */
    public static final int MAX_MESSAGE = 2_000;

    /** In UTF-16 units. */
    public static final int MAX_TRACE = 32_000;

    /** In UTF-16 units. */
    public static final int MAX_SUMMARY = 500;

    private static final int MAX_FRAMES = 200;

    /**
     * Makes the texts storable: strips NUL and lone surrogates, and cuts.
     *
     * @param type the class of the Throwable
     * @param message at most {@link #MAX_MESSAGE} characters
     * @param trace at most {@link #MAX_TRACE} characters
     */
    public ErrorRecord {
        type = storable(type, 255);
        message = storable(message, MAX_MESSAGE);
        trace = storable(trace, MAX_TRACE);
    }

    /**
     * Describes a Throwable, whatever its own methods do; never throws for its sake.
     *
     * @param thrown anything; its {@code getMessage()} may throw, its causes may be cyclic
     * @return what can be stored of it
     */
    public static ErrorRecord of(Throwable thrown) {
        return new ErrorRecord(thrown.getClass().getName(), messageOf(thrown), traceOf(thrown));
    }

    /** {@return type and message in one line of at most {@link #MAX_SUMMARY} characters and the type} */
    public String summary() {
        String line = oneLine(message);
        return type + (line.isEmpty() ? "" : ": " + line);
    }

    /** {@return type and message in full: what helps may stand at the end} */
    public String inFull() {
        return type + ": " + message;
    }

    /** The text in one line of at most {@link #MAX_SUMMARY} characters. */
    static String oneLine(String text) {
        return storable(text.strip().replaceAll("\\s*\\R\\s*", " "), MAX_SUMMARY);
    }

    private static String messageOf(Throwable thrown) {
        try {
            @Nullable String message = thrown.getMessage();
            return message == null ? "" : withoutReport(message, thrown);
        } catch (Throwable broken) {
            return "(its getMessage() threw " + broken.getClass().getName() + ")";
        }
    }

    /** A run within a run says all that matters before its report, and the outer run has one of its own. */
    private static String withoutReport(String message, Throwable thrown) {
        String report = thrown instanceof RunFailedException inner ? "\n" + inner.report() : "";
        return message.endsWith(report) ? message.substring(0, message.length() - report.length()) : message;
    }

    private static String traceOf(Throwable thrown) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (@Nullable Throwable t = thrown;
                t != null && seen.add(t) && text.getBuffer().length() < MAX_TRACE;
                t = causeOf(t)) {
            out.println((t == thrown ? "" : "Caused by: ") + t.getClass().getName() + ": "
                    + storable(messageOf(t), MAX_MESSAGE));
            frames(t).forEach(frame -> out.println("\tat " + frame));
        }
        return text.toString();
    }

    private static @Nullable Throwable causeOf(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (Throwable broken) {
            return null;
        }
    }

    private static List<String> frames(Throwable thrown) {
        List<String> frames = new ArrayList<>();
        try {
            StackTraceElement[] trace = thrown.getStackTrace();
            for (int i = 0; i < trace.length && i < MAX_FRAMES; i++) {
                frames.add(trace[i].toString());
            }
        } catch (Throwable broken) {
            frames.add("(its getStackTrace() threw " + broken.getClass().getName() + ")");
        }
        return frames;
    }

    static String storable(String text, int max) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), max));
        for (int i = 0; i < text.length() && out.length() < max; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (out.length() + Character.charCount(c) > max) {
                break;
            }
            if (c != 0) {
                out.appendCodePoint(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c);
            }
        }
        return out.toString();
    }
}
