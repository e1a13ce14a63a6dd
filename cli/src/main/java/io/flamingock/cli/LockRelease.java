package io.flamingock.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "release",
        description = {
            "Takes the lease from a holder that is alive and will never end. One that is gone needs none of this.",
            "The log is fenced first, so that what the holder still writes is refused."
        })
final class LockRelease implements LogCommand {

    static final String REASON = "<why it will never end>";

    @Option(names = "--token", required = true, paramLabel = "N", description = "As 'lock show' prints it")
    long token;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "For the log")
    String reason = "";

    @Override
    public int call(Session session) {
        session.flamingock().releaseLock(token, session.address().operator(), reason);
        if (session.options().json) {
            Map<String, @Nullable Object> document = session.document(ExitCode.DONE);
            document.put("service", session.address().service());
            document.put("released", token);
            session.printDocument(document);
            return ExitCode.DONE;
        }
        session.print("the lease of '" + session.address().service() + "' with token " + token + " is released");
        return ExitCode.DONE;
    }
}
