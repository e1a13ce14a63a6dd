package io.flamingock.internal.change;

import io.flamingock.api.RecoveryStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The index as text: a line that says so, then one line per change, its fields separated by tabs. Several may stand one
 * after the other, as builds that make one jar of many put them.
 */
final class IndexFormat {

    /** Where it is in each jar and output folder. */
    static final String PATH = "META-INF/flamingock/changes.index";

    private static final String FIRST_LINE = "flamingock changes 1";

    /** Before what may be missing altogether. */
    private static final char PRESENT = '=';

    private IndexFormat() {}

    static String write(Collection<IndexedChange> changes) {
        StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
        for (IndexedChange change : changes) {
            Line line = new Line();
            line.add(change.className()).add(change.id()).add(change.order());
            write(change.attributes(), line);
            write(change.construction(), line);
            write(change.execution(), line);
            line.add(change.rollback() == null ? "" : "1");
            if (change.rollback() != null) {
                write(change.rollback(), line);
            }
            text.append(line.text).append('\n');
        }
        return text.toString();
    }

    /** Whether a text is an index of this version. */
    static boolean isIndex(String text) {
        return text.startsWith(FIRST_LINE);
    }

    /**
     * The changes of an index.
     *
     * @throws IllegalArgumentException it is none, or one of a newer version
     */
    static List<IndexedChange> read(String text) {
        if (!isIndex(text)) {
            throw new IllegalArgumentException("its first line is not '" + FIRST_LINE + "'");
        }
        List<IndexedChange> changes = new ArrayList<>();
        Fields fields = new Fields(text);
        while (fields.nextLine()) {
            if (!fields.isLine("") && !fields.isLine(FIRST_LINE)) {
                changes.add(change(fields));
            }
        }
        return changes;
    }

    private static void write(Attributes attributes, Line line) {
        line.add(attributes.author())
                .add(attributes.description())
                .add(attributes.transactional() ? "1" : "")
                .add(attributes.recovery().name())
                .add(attributes.timeout() == null ? "" : attributes.timeout().toString())
                .addOptional(attributes.target())
                .add(Integer.toString(attributes.profiles().size()));
        attributes.profiles().forEach(line::add);
    }

    private static void write(IndexedChange.Body body, Line line) {
        line.add(body.name()).add(Integer.toString(body.parameters().size()));
        for (IndexedChange.Parameter parameter : body.parameters()) {
            boolean same = parameter.raw().equals(parameter.declared());
            line.add(parameter.declared())
                    .add(same ? "" : parameter.raw())
                    .add(parameter.simple())
                    .addOptional(parameter.name())
                    .add(parameter.mayBeMissing() ? "1" : "")
                    .add(parameter.plain() ? "1" : "");
        }
    }

    private static IndexedChange change(Fields fields) {
        return new IndexedChange(
                fields.next(),
                fields.next(),
                fields.next(),
                attributes(fields),
                body(fields),
                body(fields),
                fields.isNext() ? body(fields) : null);
    }

    private static Attributes attributes(Fields fields) {
        String author = fields.next();
        String description = fields.next();
        boolean transactional = fields.isNext();
        RecoveryStrategy recovery = RecoveryStrategy.valueOf(fields.next());
        String timeout = fields.next();
        @Nullable String target = fields.nextOptional();
        List<String> profiles = new ArrayList<>(0);
        for (int left = Integer.parseInt(fields.next()); left > 0; left--) {
            profiles.add(fields.next());
        }
        return new Attributes(
                author,
                description,
                transactional,
                recovery,
                timeout.isEmpty() ? null : Duration.parse(timeout),
                profiles,
                target);
    }

    private static IndexedChange.Body body(Fields fields) {
        String name = fields.next();
        List<IndexedChange.Parameter> parameters = new ArrayList<>(1);
        for (int left = Integer.parseInt(fields.next()); left > 0; left--) {
            String declared = fields.next();
            String raw = fields.next();
            parameters.add(new IndexedChange.Parameter(
                    declared,
                    raw.isEmpty() ? declared : raw,
                    fields.next(),
                    fields.nextOptional(),
                    fields.isNext(),
                    fields.isNext()));
        }
        return new IndexedChange.Body(name, parameters);
    }

    private static final class Line {
        private final StringBuilder text = new StringBuilder();

        Line add(String field) {
            if (text.length() > 0) {
                text.append('\t');
            }
            for (int i = 0; i < field.length(); i++) {
                char c = field.charAt(i);
                switch (c) {
                    case '\\' -> text.append("\\\\");
                    case '\t' -> text.append("\\t");
                    case '\n' -> text.append("\\n");
                    case '\r' -> text.append("\\r");
                    default -> text.append(c);
                }
            }
            return this;
        }

        Line addOptional(@Nullable String field) {
            return add(field == null ? "" : PRESENT + field);
        }
    }

    /** The fields of one line after the other. Most are as in the line before: they become one string. */
    private static final class Fields {
        private final String text;
        private final List<String> before = new ArrayList<>();
        private int field;
        private int start;
        private int end = -1;
        private int next;

        Fields(String text) {
            this.text = text;
        }

        boolean nextLine() {
            start = next;
            int newLine = text.indexOf('\n', start);
            end = newLine < 0 ? text.length() : newLine;
            next = end + 1;
            end = end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
            field = 0;
            return start < text.length();
        }

        boolean isLine(String line) {
            return end - start == line.length() && text.startsWith(line, start);
        }

        String next() {
            if (start > end) {
                throw new IllegalArgumentException("a line ends early");
            }
            int tab = text.indexOf('\t', start);
            int stop = tab < 0 || tab > end ? end : tab;
            if (field == before.size()) {
                before.add("");
            }
            String known = before.get(field);
            if (known.length() != stop - start || !text.startsWith(known, start)) {
                known = text.substring(start, stop);
                before.set(field, known);
            }
            field++;
            start = stop + 1;
            return known.indexOf('\\') < 0 ? known : unescaped(known);
        }

        boolean isNext() {
            return !next().isEmpty();
        }

        @Nullable
        String nextOptional() {
            String field = next();
            return field.isEmpty() ? null : field.substring(1);
        }

        private static String unescaped(String field) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < field.length(); i++) {
                char c = field.charAt(i);
                if (c == '\\' && i + 1 < field.length()) {
                    i++;
                    c = switch (field.charAt(i)) {
                        case 't' -> '\t';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        default -> field.charAt(i);
                    };
                }
                text.append(c);
            }
            return text.toString();
        }
    }
}
