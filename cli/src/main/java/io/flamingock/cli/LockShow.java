package io.flamingock.cli;

import io.flamingock.audit.LeaseRow;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(name = "show", description = "Who holds the lease, since when, and which change runs.")
final class LockShow implements LogCommand {

    @Override
    public int call(Session session) {
        Optional<LeaseRow> lease = session.flamingock().lock();
        if (session.options().json) {
            Map<String, @Nullable Object> document = session.document(ExitCode.DONE);
            document.put("service", session.address().service());
            lease.ifPresent(row -> document.put("lock", Shown.document(row)));
            session.printDocument(document);
            return ExitCode.DONE;
        }
        if (lease.isEmpty()) {
            session.say("nobody has held it yet");
            return ExitCode.DONE;
        }
        LeaseRow row = lease.get();
        session.print((row.isHeld() ? "held by " : "") + row.describe());
        if (row.isHeld()) {
            session.say("If its process is gone, it ends by itself in "
                    + Math.max(1, row.remaining().toSeconds())
                    + " s: nothing is to be done. Only if it is alive and will"
                    + " never end: "
                    + session.commandLine(
                            "lock", "release", "--token", Long.toString(row.token()), "--reason", LockRelease.REASON));
        }
        return ExitCode.DONE;
    }
}
