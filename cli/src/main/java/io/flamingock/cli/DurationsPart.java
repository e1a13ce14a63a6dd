package io.flamingock.cli;

import io.flamingock.cli.Html.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** How long the longest attempts took, drawn. */
final class DurationsPart {

    private static final int DRAWN = 30;
    private static final int WIDTH = 1000;
    private static final int LEFT = 290;
    private static final int LONGEST = 420;
    private static final int LINE = 26;
    private static final int ID = 36;

    private DurationsPart() {}

    static Html html(List<LoggedRun> runs) {
        List<LoggedAttempt> attempts = runs.stream()
                .flatMap(run -> run.attempts().stream())
                .filter(attempt -> attempt.duration() != null)
                .sorted(Comparator.comparing(DurationsPart::duration).reversed())
                .toList();
        if (attempts.isEmpty()) {
            return PageParts.paragraph("No attempt has a duration.");
        }
        List<LoggedAttempt> longest = attempts.subList(0, Math.min(DRAWN, attempts.size()));
        String title = longest.size() < attempts.size()
                ? "The longest " + longest.size() + " of " + attempts.size() + " attempts"
                : "All attempts, the longest first";
        return Html.all(
                PageParts.paragraph(title + "."),
                PageParts.wide(title, drawing(title, longest)),
                Html.tag("p").with("class", "muted").of("Hollow: it did not go well."));
    }

    private static Html drawing(String title, List<LoggedAttempt> longest) {
        long whole = Math.max(1, duration(longest.get(0)).toMillis());
        List<Html> content = new ArrayList<>();
        content.add(Html.tag("title").with("id", "durations-title").of(title));
        content.add(Html.tag("desc")
                .with("id", "durations-desc")
                .of(longest.stream().map(it -> name(it) + ": " + words(it)).collect(Collectors.joining("; "))));
        for (int i = 0; i < longest.size(); i++) {
            LoggedAttempt attempt = longest.get(i);
            int y = i * LINE + LINE / 2 + 4;
            int length = Math.max(2, (int) (LONGEST * duration(attempt).toMillis() / whole));
            Tag group = Html.tag("g")
                    .with(
                            "class",
                            attempt.isWell()
                                    ? PageParts.Look.of(attempt.state()).style()
                                    : "bad");
            content.add(group.of(
                    Svg.textBefore(LEFT - 10, y + 5, "", PageParts.cut(name(attempt), ID)),
                    attempt.isWell()
                            ? Svg.bar(LEFT, y - 7, length, 14, "span")
                            : Svg.bar(LEFT, y - 7, length, 14, "mark"),
                    Svg.text(LEFT + length + 8, y + 5, "", words(attempt))));
        }
        return Svg.drawing("durations", WIDTH, longest.size() * LINE + 8, content);
    }

    private static Duration duration(LoggedAttempt attempt) {
        return Objects.requireNonNull(attempt.duration());
    }

    private static String name(LoggedAttempt attempt) {
        return attempt.subject().changeId() + ", attempt " + attempt.subject().attempt();
    }

    private static String words(LoggedAttempt attempt) {
        return Shown.duration(duration(attempt)) + ", " + attempt.state();
    }
}
