package io.flamingock.cli;

import java.util.List;

/** Elements of a drawing within a page; its style sheet colours them. */
final class Svg {

    private Svg() {}

    /** One with a {@code title} and a {@code desc} among its content, whose ids begin with its name. */
    static Html drawing(String name, int width, int height, List<Html> content) {
        return Html.tag("svg")
                .with("xmlns", "http://www.w3.org/2000/svg")
                .with("role", "img")
                .with("aria-labelledby", name + "-title " + name + "-desc")
                .with("viewBox", "0 0 " + width + " " + height)
                .of(content);
    }

    static Html text(int x, int y, String style, String text) {
        return Html.tag("text").with("x", x).with("y", y).with("class", style).of(text);
    }

    /** Text that ends there. */
    static Html textBefore(int x, int y, String style, String text) {
        return Html.tag("text")
                .with("x", x)
                .with("y", y)
                .with("class", style)
                .with("text-anchor", "end")
                .of(text);
    }

    static Html bar(int x, int y, int width, int height, String style) {
        return Html.tag("rect")
                .with("x", x)
                .with("y", y)
                .with("width", width)
                .with("height", height)
                .with("class", style)
                .empty();
    }

    static Html line(int x1, int y1, int x2, int y2, String style) {
        return path("M%d %dL%d %d".formatted(x1, y1, x2, y2), style);
    }

    static Html path(String d, String style) {
        return Html.tag("path").with("d", d).with("class", style).empty();
    }
}
