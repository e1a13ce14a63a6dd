package io.flamingock.cli;

import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditEntry.Subject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which entries are wanted; those for which everything that was said is true. */
final class EntryFilter {

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Written then or later: 2026-01-31, 2026-01-31T22:00, 2026-01-31T22:00Z")
    @Nullable
    String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Written before")
    @Nullable
    String until;

    @Option(names = "--change", paramLabel = "ID", description = "About this change")
    @Nullable
    String change;

    @Option(names = "--state", paramLabel = "STATE", description = "In this state: ${COMPLETION-CANDIDATES}")
    @Nullable
    State state;

    @Option(names = "--author", paramLabel = "NAME", description = "About changes of this author")
    @Nullable
    String author;

    @Option(names = "--target", paramLabel = "NAME", description = "About changes of this target system")
    @Nullable
    String target;

    @Option(names = "--run", paramLabel = "ID", description = "Of this run")
    @Nullable
    String run;

    List<AuditEntry> of(Session session) {
        @Nullable Instant from = since == null ? null : instant(since, session.zone());
        @Nullable Instant to = until == null ? null : instant(until, session.zone());
        List<AuditEntry> log = session.flamingock().history();
        if (log.isEmpty()) {
            NoLogException.throwIfThereIsNone(session);
        }
        return log.stream()
                .filter(entry -> from == null || !entry.written().time().isBefore(from))
                .filter(entry -> to == null || entry.written().time().isBefore(to))
                .filter(entry -> state == null || entry.event().state() == state)
                .filter(entry -> run == null || entry.event().runId().equals(run))
                .filter(this::isAboutIt)
                .toList();
    }

    private boolean isAboutIt(AuditEntry entry) {
        @Nullable Subject subject = entry.subject();
        if (subject == null) {
            return change == null && author == null && target == null;
        }
        return (change == null || subject.changeId().equals(change))
                && (author == null || subject.author().equals(author))
                && (target == null || subject.target().equals(target));
    }

    private static Instant instant(String text, ZoneId zone) {
        try {
            if (!text.contains("T")) {
                return LocalDate.parse(text).atStartOfDay(zone).toInstant();
            }
            return text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw new UsageException(
                    "'" + text + "' is no time: write 2026-01-31, 2026-01-31T22:00 (here) or 2026-01-31T22:00Z", e);
        }
    }
}
