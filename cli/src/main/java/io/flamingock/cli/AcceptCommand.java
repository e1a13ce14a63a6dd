package io.flamingock.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "accept",
        description = "Records that an applied change, which is declared differently now, is right as it is today.")
final class AcceptCommand implements LogCommand {

    @Parameters(paramLabel = "ID", description = "The change")
    String id = "";

    @Option(
            names = "--seq",
            required = true,
            paramLabel = "N",
            description = "The entry by which it is executed, as 'plan' says (H20)")
    long seq;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "For the log")
    String reason = "";

    @Mixin
    ApplicationOptions application = new ApplicationOptions();

    @Override
    public int call(Session session) {
        Told told = new Told(session, application);
        int exitCode = new Application(session, application)
                .call(
                        told::take,
                        "accept",
                        id,
                        Long.toString(seq),
                        session.address().operator(),
                        reason);
        if (exitCode == ExitCode.DONE) {
            session.say("change '" + id + "' is recorded as it is declared today");
        }
        return told.end(exitCode);
    }
}
