package io.flamingock.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "run",
        description = {
            "Runs what is pending, as the application does when it starts.",
            "Ctrl-C stops before the next change."
        })
final class RunCommand implements LogCommand {

    @Mixin
    ApplicationOptions application = new ApplicationOptions();

    @Override
    public int call(Session session) {
        Told told = new Told(session, application);
        int exitCode = new Application(session, application).call(told::take, "run");
        return told.end(exitCode);
    }
}
