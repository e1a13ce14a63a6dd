package io.flamingock.cli;

import io.flamingock.cli.Html.Tag;
import io.flamingock.cli.LoggedRun.Kin;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Runs over time, a line for each; what came of one has a shape and words besides its colour. */
final class Timeline {

    private static final int WIDTH = 1000;
    private static final int LEFT = 210;
    private static final int RIGHT = 650;
    private static final int LINE = 26;
    private static final int TOP = 30;
    private static final int WORDS = 48;

    private final ZoneId zone;
    private final List<LoggedRun> runs;
    private final Instant from;
    private final Duration length;

    /** At least one run. */
    Timeline(ZoneId zone, List<LoggedRun> runs) {
        this.zone = zone;
        this.runs = runs;
        this.from = runs.stream().map(LoggedRun::began).min(Instant::compareTo).orElseThrow();
        Instant to = runs.stream().map(LoggedRun::ended).max(Instant::compareTo).orElseThrow();
        this.length = Duration.between(from, to);
    }

    Html html() {
        int height = TOP + runs.size() * LINE + 8;
        List<Html> content = new ArrayList<>();
        content.add(Html.tag("title").with("id", "timeline-title").of("Timeline of runs"));
        content.add(Html.tag("desc").with("id", "timeline-desc").of(inWords()));
        content.add(Svg.text(LEFT, 18, "note", Shown.time(from, zone)));
        content.add(Svg.textBefore(RIGHT, 18, "note", length.isZero() ? "" : "+ " + span()));
        for (int x : new int[] {LEFT, RIGHT}) {
            content.add(Svg.line(x, TOP, x, height, "axis"));
        }
        for (int i = 0; i < runs.size(); i++) {
            content.add(line(runs.get(i), TOP + i * LINE + LINE / 2));
        }
        Html legend = Html.tag("p")
                .with("class", "muted")
                .of("Circle: all went well. Cross: something failed, or is not ended. Diamond: an operator. Square: no"
                        + " change ran.");
        return Html.all(Svg.drawing("timeline", WIDTH, height, content), legend);
    }

    private Html line(LoggedRun run, int y) {
        int begin = x(run.began());
        int end = Math.max(begin + 2, x(run.ended()));
        Tag group = Html.tag("g").with("class", style(run.kin()));
        return group.of(
                Svg.text(0, y + 5, "", Shown.time(run.began(), zone)),
                Svg.bar(begin, y - 4, end - begin, 8, "span"),
                mark(run.kin(), end, y),
                Svg.text(RIGHT + 16, y + 5, "", PageParts.cut(words(run), WORDS)));
    }

    private int x(Instant time) {
        long whole = Math.max(1, length.toMillis());
        return LEFT
                + 8
                + (int) ((RIGHT - LEFT - 16) * Duration.between(from, time).toMillis() / whole);
    }

    private static Html mark(Kin kin, int x, int y) {
        return switch (kin) {
            case WELL ->
                Html.tag("circle")
                        .with("class", "mark full")
                        .with("cx", x)
                        .with("cy", y)
                        .with("r", 5)
                        .empty();
            case NOT_WELL -> Svg.path("M%d %dl10 10m0 -10l-10 10".formatted(x - 5, y - 5), "mark");
            case BY_OPERATOR -> Svg.path("M%d %dl7 7l-7 7l-7 -7z".formatted(x, y - 7), "mark full");
            case WITHOUT_CHANGES -> Svg.path("M%d %dh9v9h-9z".formatted(x - 4, y - 4), "mark");
        };
    }

    private static String style(Kin kin) {
        return switch (kin) {
            case WELL -> "good";
            case NOT_WELL -> "bad";
            case BY_OPERATOR -> "waiting";
            case WITHOUT_CHANGES -> "muted";
        };
    }

    private static String words(LoggedRun run) {
        String counts = String.join(", ", run.counts());
        return run.decision() == null ? counts : run.decision().operator() + ": " + counts;
    }

    private String span() {
        long days = length.toDays();
        return days > 1 ? days + " days" : Shown.duration(length);
    }

    private String inWords() {
        return "The newest " + PageParts.count(runs.size(), "run", "runs") + ", from "
                + Shown.time(from, zone) + " on, within " + span()
                + ", each with what came of it. The table beneath says the same in words.";
    }
}
