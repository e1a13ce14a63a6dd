package io.flamingock.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A piece of a page, well-formed. Text gets in escaped, and no other way: what stands in a log is never markup. */
final class Html {

    private static final String NOT_TO_BE_SHOWN = "\uFFFD";

    private final String markup;

    private Html(String markup) {
        this.markup = markup;
    }

    static Html text(String text) {
        return new Html(escaped(text));
    }

    static Html all(Html... pieces) {
        return all(List.of(pieces));
    }

    static Html all(List<Html> pieces) {
        return new Html(pieces.stream().map(Html::toString).collect(Collectors.joining()));
    }

    static Tag tag(String name) {
        return new Tag(name);
    }

    @Override
    public String toString() {
        return markup;
    }

    /** Control characters and halves of pairs are in no page; line breaks and tabs may be. */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\n', '\t' -> out.appendCodePoint(c);
                default -> {
                    boolean shown = !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE;
                    boolean character = c != 0xFFFE && c != 0xFFFF;
                    out.append(shown && character ? Character.toString(c) : NOT_TO_BE_SHOWN);
                }
            }
        });
        return out.toString();
    }

    /** An element that gets its attributes, then its content. */
    static final class Tag {

        private final String name;
        private final StringBuilder attributes = new StringBuilder();

        private Tag(String name) {
            this.name = name;
        }

        Tag with(String attribute, Object value) {
            attributes
                    .append(' ')
                    .append(attribute)
                    .append("=\"")
                    .append(escaped(value.toString()))
                    .append('"');
            return this;
        }

        Html of(String text) {
            return of(text(text));
        }

        Html of(Html... content) {
            return of(List.of(content));
        }

        Html of(List<Html> content) {
            return of(content.stream());
        }

        Html of(Stream<Html> content) {
            return new Html("<" + name + attributes + ">"
                    + content.map(Html::toString).collect(Collectors.joining()) + "</" + name + ">");
        }

        /** For elements of drawings, and those that never have content. */
        Html empty() {
            return new Html("<" + name + attributes + "/>");
        }
    }
}
