package io.flamingock.cli;

import io.flamingock.api.State;
import io.flamingock.cli.Html.Tag;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the parts of a report have in common. A look says nothing that words do not say. */
final class PageParts {

    static final String UNREADABLE = "cannot be said: an entry of the log cannot be read";

    private final Session session;

    PageParts(Session session) {
        this.session = session;
    }

    /** A colour, and a sign for those who do not see it. */
    enum Look {
        GOOD("good", "\u2713"),
        BEGUN("waiting", "\u25B7"),
        UNDONE("waiting", "\u21BA"),
        BY_OPERATOR("waiting", "\u25C6"),
        OTHER("muted", "\u25A1"),
        BAD("bad", "\u2717");

        private final String style;
        private final String sign;

        Look(String style, String sign) {
            this.style = style;
            this.sign = sign;
        }

        static Look of(State state) {
            return switch (state) {
                case EXECUTED, MARKED_EXECUTED, IMPORTED, COMPLETED -> GOOD;
                case FAILED, ROLLBACK_FAILED -> BAD;
                case STARTED -> BEGUN;
                case ROLLED_BACK, MARKED_ROLLED_BACK -> UNDONE;
                case LATE, TAKEN_OVER, FORCE_RELEASED -> OTHER;
            };
        }

        String style() {
            return style;
        }
    }

    Html time(Instant time) {
        List<String> dayAndTime = List.of(Shown.time(time, session.zone()).split(" ", 2));
        return Html.tag("time").with("datetime", time).of(inPieces(" ", dayAndTime));
    }

    static Html state(State state) {
        Look look = Look.of(state);
        return Html.tag("span").with("class", "state " + look.style).of(sign(look), Html.text(state.name()));
    }

    static Html marked(Look look, String text) {
        return marked(look, Html.text(text));
    }

    static Html marked(Look look, Html content) {
        return Html.tag("span").with("class", "said " + look.style).of(sign(look), content);
    }

    /** What may be long gets the room for it. */
    static Html prose(String text) {
        return Html.tag("div").with("class", "prose").of(text);
    }

    /** A line is broken between them only. */
    static Html inPieces(String between, List<String> pieces) {
        return Html.tag("span")
                .with("class", "pieces")
                .of(IntStream.range(0, pieces.size())
                        .mapToObj(i -> Html.all(
                                Html.text(i == 0 ? "" : " "),
                                Html.tag("span").of(pieces.get(i) + (i + 1 < pieces.size() ? between.strip() : "")))));
    }

    static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    private static Html sign(Look look) {
        return Html.all(Html.tag("span").with("aria-hidden", "true").of(look.sign), Html.text("\u00A0"));
    }

    static Html fact(String name, Html value) {
        return Html.all(Html.tag("dt").of(name), Html.tag("dd").of(value));
    }

    static Html paragraph(String text) {
        return Html.tag("p").of(text);
    }

    /** What does not fit in its place is scrolled there, also by keyboard. */
    static Html wide(String label, Html content) {
        return Html.tag("div")
                .with("class", "wide")
                .with("role", "region")
                .with("tabindex", "0")
                .with("aria-label", label)
                .of(content);
    }

    static Html table(String caption, List<String> headings, Stream<Html> rows) {
        Html head = Html.tag("thead")
                .of(Html.tag("tr")
                        .of(headings.stream()
                                .map(it -> Html.tag("th").with("scope", "col").of(it))));
        return wide(
                caption,
                Html.tag("table")
                        .of(
                                Html.tag("caption").of(caption),
                                head,
                                Html.tag("tbody").of(rows)));
    }

    /** The first cell says what the row is about. */
    static Html row(Html about, Html... cells) {
        Tag heading = Html.tag("th").with("scope", "row");
        return Html.all(
                Html.tag("tr")
                        .of(Stream.concat(
                                Stream.of(heading.of(about)),
                                Stream.of(cells).map(cell -> Html.tag("td").of(cell)))),
                Html.text("\n"));
    }

    /** At most so many characters: what is longer is cut, and shows that it is. */
    static String cut(String text, int length) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= length
                ? line
                : line.substring(0, line.offsetByCodePoints(0, length - 1)) + "\u2026";
    }
}
