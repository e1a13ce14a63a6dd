package io.flamingock.cli;

import io.flamingock.api.Resolution;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "resolve",
        description = "Records what was found in the target system; 'issue get' prints the whole command.")
final class IssueResolve implements LogCommand {

    /** What was found. */
    enum Finding {
        EXECUTED(Resolution.EXECUTED),
        ROLLED_BACK(Resolution.ROLLED_BACK);

        private final Resolution resolution;

        Finding(Resolution resolution) {
            this.resolution = resolution;
        }

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The change")
    @Nullable
    String id;

    @Option(names = "--change", paramLabel = "ID", description = "The same, for an id that begins with a hyphen")
    @Nullable
    String change;

    @Option(names = "--seq", paramLabel = "N", description = "The entry that was seen, as 'issue get' names it")
    @Nullable
    Long seq;

    @Option(names = "--as", paramLabel = "FINDING", description = "executed or rolled-back")
    @Nullable
    String as;

    @Option(names = "--reason", paramLabel = "TEXT", description = "What was seen: it stands in the log for ever")
    @Nullable
    String reason;

    @Mixin
    ApplicationOptions application = new ApplicationOptions();

    @Override
    public int call(Session session) {
        @Nullable String which = id == null ? change : id;
        if (which == null || (change != null && !which.equals(change))) {
            throw new UsageException("which change? Say one id; 'issue list' has those that are open");
        }
        @Nullable Finding finding = as == null ? null : finding(as);
        return application.areGiven() && seq != null && finding != null && reason != null
                ? throughTheApplication(session, which, seq, finding, reason)
                : resolve(session, which, seq, finding, reason);
    }

    /** Where only the application knows where its log is. */
    private int throughTheApplication(Session session, String change, long entry, Finding finding, String why) {
        Told told = new Told(session, application);
        int exitCode = new Application(session, application)
                .call(
                        told::take,
                        "resolve",
                        change,
                        Long.toString(entry),
                        finding.resolution.name(),
                        session.address().operator(),
                        why);
        if (exitCode == ExitCode.DONE) {
            session.say("change '" + change + "' is recorded as " + finding.resolution.state());
        }
        return told.end(exitCode);
    }

    static int resolve(
            Session session, String id, @Nullable Long seq, @Nullable Finding finding, @Nullable String reason) {
        if (seq == null) {
            session.say("a decision is about what was seen: repeat it with the --seq that is shown here\n");
            return IssueGet.show(session, id, ExitCode.USAGE);
        }
        if (finding == null) {
            throw new UsageException("what was found? Say --as executed or --as rolled-back");
        }
        if (reason == null) {
            throw new UsageException("why? Say --reason: it is what the log is for");
        }
        String operator = session.address().operator();
        session.flamingock().resolve(id, seq, finding.resolution, operator, reason);
        if (session.options().json) {
            Map<String, @Nullable Object> decided = new LinkedHashMap<>();
            decided.put("id", id);
            decided.put("about", seq);
            decided.put("state", finding.resolution.state().name());
            decided.put("operator", operator);
            Map<String, @Nullable Object> document = session.document(ExitCode.DONE);
            document.put("service", session.address().service());
            document.put("decided", decided);
            session.printDocument(document);
            return ExitCode.DONE;
        }
        session.print("change '" + id + "' is recorded as " + finding.resolution.state() + " by " + operator
                + (finding == Finding.ROLLED_BACK ? "; the next run applies it again" : ""));
        return ExitCode.DONE;
    }

    private static Finding finding(String text) {
        for (Finding finding : Finding.values()) {
            if (finding.toString().equalsIgnoreCase(text.replace('_', '-'))) {
                return finding;
            }
        }
        throw new UsageException("--as is executed or rolled-back, not '" + text + "'");
    }
}
