package io.flamingock.cli;

import io.flamingock.api.ChangeStatus;
import io.flamingock.api.ChangeStatus.Last;
import io.flamingock.api.ChangeStatus.Next;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How every change stands, a table for each target system. */
final class ChangesPart {

    private static final List<String> HEADINGS =
            List.of("Change", "State", "When", "By", "Mode", "Took", "The next run", "Why");

    private final PageParts parts;

    ChangesPart(PageParts parts) {
        this.parts = parts;
    }

    Html html(LogReport.@Nullable Standing standing) {
        if (standing == null) {
            return PageParts.paragraph("How the changes stand " + PageParts.UNREADABLE + ".");
        }
        if (standing.changes().isEmpty()) {
            return PageParts.paragraph("The log has no changes yet.");
        }
        Map<String, List<ChangeStatus>> targets = standing.changes().stream()
                .collect(Collectors.groupingBy(ChangeStatus::target, TreeMap::new, Collectors.toList()));
        List<Html> html = new ArrayList<>();
        targets.forEach((target, changes) -> {
            html.add(Html.tag("h3").of(target.isEmpty() ? "(no target system)" : target));
            String caption = PageParts.count(changes.size(), "change", "changes") + " of " + target;
            html.add(PageParts.table(caption, HEADINGS, changes.stream().map(this::row)));
        });
        return Html.all(html);
    }

    private Html row(ChangeStatus change) {
        @Nullable Last last = change.last();
        Html nothing = Html.text("");
        return PageParts.row(
                Html.text(change.changeId()),
                last == null ? nothing : PageParts.state(last.state()),
                last == null ? nothing : parts.time(last.time()),
                last == null
                        ? nothing
                        : Html.text(last.operator() == null ? last.runner() : last.operator() + " (operator)"),
                Html.text(change.mode().name()),
                last == null ? nothing : Html.text(Shown.duration(last.duration())),
                Html.text(nextInWords(change.next())),
                PageParts.prose(change.why()));
    }

    private static String nextInWords(Next next) {
        return switch (next) {
            case DECIDE -> "STOPS: decide";
            case RUN -> "runs it";
            case SETTLE -> "settles it";
            case NOTHING -> next.name().toLowerCase(Locale.ROOT);
        };
    }
}
