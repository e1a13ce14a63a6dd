package io.flamingock.cli.child;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What the process of the application tells the one that started it: one line each on its standard output, where
 * only processes that the application starts may write, too. In Base64, so that no text of the application can look like one, or break one.
 *
 * @param kind what it is about
 * @param fields in the order of the kind
 */
public record Message(Kind kind, List<String> fields) {

    private static final String MARK = "\u0001flamingock ";

    /** What there is to tell, each with its fields. */
    public enum Kind {
        /** service */
        SERVICE,
        /** decision, id, stage, order, target, mode, why */
        PLANNED,
        /** severity, text */
        PROBLEM,
        /** id, why */
        LEFT_OUT,
        /** id, which of them, of how many */
        BEGINS,
        /** outcome, id, text */
        ENDED,
        /** holder, seconds */
        WAITS,
        /** id, order, target, mode: in the order in which they would be undone */
        UNDOES,
        /** Nothing goes on until a line comes back: "yes", or anything else */
        ASKS,
        /** text */
        NOTE,
        /** exit code, text, trace */
        FAILED,
        /** exit code: the last one */
        DONE
    }

    /** Copies the fields. */
    public Message {
        fields = List.copyOf(fields);
    }

    /** {@return the message with these fields} */
    public static Message of(Kind kind, Object... fields) {
        List<String> texts = new ArrayList<>();
        for (Object field : fields) {
            texts.add(field.toString());
        }
        return new Message(kind, texts);
    }

    /** {@return what {@link #line} has made and ends this line, or nothing if that is something else} */
    public static Optional<Message> parse(String line) {
        int mark = line.lastIndexOf(MARK);
        if (mark < 0) {
            return Optional.empty();
        }
        String[] words = line.substring(mark + MARK.length()).split(" ", -1);
        List<String> fields = new ArrayList<>();
        try {
            for (int i = 1; i < words.length; i++) {
                fields.add(new String(Base64.getDecoder().decode(words[i]), StandardCharsets.UTF_8));
            }
            return Optional.of(new Message(Kind.valueOf(words[0]), fields));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // others may write there, too
        }
    }

    /** {@return what a process that the application has started wrote before a message, or instead of one} */
    public static String textBefore(String line) {
        return parse(line).isPresent() ? line.substring(0, line.lastIndexOf(MARK)) : line;
    }

    /** {@return one line} */
    public String line() {
        StringBuilder line = new StringBuilder(MARK).append(kind);
        for (String field : fields) {
            line.append(' ').append(Base64.getEncoder().encodeToString(field.getBytes(StandardCharsets.UTF_8)));
        }
        return line.toString();
    }

    /** {@return the field at this place} */
    public String field(int place) {
        return fields.get(place);
    }
}
