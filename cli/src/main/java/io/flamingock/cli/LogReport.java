package io.flamingock.cli;

import io.flamingock.Flamingock;
import io.flamingock.api.ChangeStatus;
import io.flamingock.api.Issue;
import io.flamingock.api.Verification;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.Head;
import io.flamingock.audit.LeaseRow;
import io.flamingock.audit.StoreRefusedException;
import io.flamingock.audit.UnreadableEntryException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the operations of {@link Flamingock} say about a log.
 *
 * @param made when they were asked
 * @param entries the log; where one cannot be read, those before it
 * @param verification what the chain says
 * @param expected the head that somebody kept; {@code null}: nobody has named one
 * @param standing how the changes stand; {@code null}: that cannot be said, for an entry cannot be read
 * @param lease who runs, or ran last; empty also for whoever may read the log alone
 * @param ofOneMoment whether nothing was written while they were asked
 */
record LogReport(
        Instant made,
        List<AuditEntry> entries,
        Verification verification,
        @Nullable Head expected,
        @Nullable Standing standing,
        Optional<LeaseRow> lease,
        boolean ofOneMoment) {

    private static final int TRIES = 3;

    /** Every change that the log knows, and those that a human must decide about. */
    record Standing(List<ChangeStatus> changes, List<Issue> issues) {}

    /** Asks again if the log has grown meanwhile; where it grows faster than that, it says so. */
    static LogReport of(Flamingock flamingock, @Nullable Head expected) {
        LogReport report = asked(flamingock, expected);
        for (int tries = 1; tries < TRIES && !report.ofOneMoment; tries++) {
            report = asked(flamingock, expected);
        }
        return report;
    }

    private static LogReport asked(Flamingock flamingock, @Nullable Head expected) {
        Instant made = Instant.now();
        List<AuditEntry> before = readable(flamingock);
        Optional<LeaseRow> lease = lease(flamingock);
        @Nullable Standing standing = standing(flamingock);
        Verification verification = expected == null ? flamingock.verify() : flamingock.verify(expected);
        int after = verification.isValid()
                ? (int) verification.checked()
                : readable(flamingock).size();
        return new LogReport(made, before, verification, expected, standing, lease, after == before.size());
    }

    private static List<AuditEntry> readable(Flamingock flamingock) {
        try {
            return flamingock.history();
        } catch (UnreadableEntryException e) {
            return e.before();
        }
    }

    private static Optional<LeaseRow> lease(Flamingock flamingock) {
        try {
            return flamingock.lock();
        } catch (StoreRefusedException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Standing standing(Flamingock flamingock) {
        try {
            return new Standing(flamingock.status(), flamingock.issues());
        } catch (UnreadableEntryException e) {
            return null;
        }
    }

    /** What the process ends with: what the page says is worst. */
    int exitCode() {
        if (!verification.isValid()) {
            return ExitCode.INVALID;
        }
        if (entries.isEmpty()) {
            return ExitCode.NO_LOG;
        }
        return standing == null || standing.issues.isEmpty() ? ExitCode.DONE : ExitCode.ISSUE;
    }
}
