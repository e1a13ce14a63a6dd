package io.flamingock.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "plan", description = "What a run of the application would do, and why; writes nothing.")
final class PlanCommand implements LogCommand {

    @Mixin
    ApplicationOptions application = new ApplicationOptions();

    @Option(names = "--fail-if-pending", description = "Exit with 6 where something is pending")
    boolean failIfPending;

    @Override
    public int call(Session session) {
        Told told = new Told(session, application);
        int exitCode = new Application(session, application)
                .call(told::take, failIfPending ? new String[] {"plan", "fail-if-pending"} : new String[] {"plan"});
        told.showPlan();
        return told.end(exitCode);
    }
}
