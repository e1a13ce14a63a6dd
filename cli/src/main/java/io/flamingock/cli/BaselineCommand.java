package io.flamingock.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "baseline",
        description = "Records that the effects of all changes up to one are there already: for systems that exist.")
final class BaselineCommand implements LogCommand {

    @Option(names = "--up-to", required = true, paramLabel = "ID", description = "The last change that is there")
    String upTo = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "For the log")
    String reason = "";

    @Mixin
    ApplicationOptions application = new ApplicationOptions();

    @Override
    public int call(Session session) {
        Told told = new Told(session, application);
        int exitCode = new Application(session, application)
                .call(told::take, "baseline", upTo, session.address().operator(), reason);
        if (exitCode == ExitCode.DONE) {
            session.say("all changes up to '" + upTo + "' are recorded as there");
        }
        return told.end(exitCode);
    }
}
