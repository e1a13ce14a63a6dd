package io.flamingock.cli;

import io.flamingock.Flamingock;
import io.flamingock.api.Verification;
import io.flamingock.audit.Head;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        description = {
            "Walks the chain of hashes, and names the first entry that was altered, removed or put in by hand.",
            "That the last entries were cut off, or the whole chain computed anew, shows only against a head that"
                    + " somebody kept: every run logs its own. Exits with 5 where something is wrong."
        })
final class AuditVerify implements LogCommand {

    @Option(names = "--expect-head", paramLabel = "SEQ:HASH", description = "A head that must be in the log")
    @Nullable
    String expected;

    @Override
    public int call(Session session) {
        Flamingock flamingock = session.flamingock();
        Verification verification = expected == null ? flamingock.verify() : flamingock.verify(head(expected));
        if (verification.checked() == 0 && verification.isValid()) {
            NoLogException.throwIfThereIsNone(session);
        }
        int exitCode = verification.isValid() ? ExitCode.DONE : ExitCode.INVALID;
        if (session.options().json) {
            Map<String, @Nullable Object> document = session.document(exitCode);
            document.put("service", session.address().service());
            document.put("valid", verification.isValid());
            document.put("checked", verification.checked());
            document.put("head", verification.head());
            if (verification.problem() != null) {
                document.put("problem", verification.problem());
            }
            session.printDocument(document);
            return exitCode;
        }
        String checked = verification.checked() + (verification.checked() == 1 ? " entry is" : " entries are");
        session.print(
                verification.problem() == null
                        ? checked + " as written, head " + verification.head()
                        : verification.problem() + "\n" + checked + " as written before that, head "
                                + verification.head());
        return exitCode;
    }

    static Head head(String text) {
        try {
            return Head.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--expect-head: " + e.getMessage(), e);
        }
    }
}
