package io.flamingock.cli;

import io.flamingock.cli.IssueResolve.Finding;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "fix", description = "The same as 'issue resolve', for those who come from elsewhere.")
final class AuditFix implements LogCommand {

    /** The words of the other tool. */
    enum Result {
        APPLIED(Finding.EXECUTED),
        ROLLED_BACK(Finding.ROLLED_BACK);

        private final Finding finding;

        Result(Finding finding) {
            this.finding = finding;
        }
    }

    @Option(
            names = {"-c", "--change-id"},
            required = true,
            paramLabel = "ID",
            description = "The change")
    String id = "";

    @Option(
            names = {"-r", "--resolution"},
            paramLabel = "RESULT",
            description = "${COMPLETION-CANDIDATES}")
    @Nullable
    Result result;

    @Option(names = "--seq", paramLabel = "N", description = "The entry that was seen, as 'issue get' names it")
    @Nullable
    Long seq;

    @Option(names = "--reason", paramLabel = "TEXT", description = "What was seen: it stands in the log for ever")
    @Nullable
    String reason;

    @Override
    public int call(Session session) {
        return IssueResolve.resolve(session, id, seq, result == null ? null : result.finding, reason);
    }
}
