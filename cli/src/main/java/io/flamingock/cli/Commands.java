package io.flamingock.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The tree of all commands. */
final class Commands {

    private Commands() {}

    static CommandLine all(Options options) {
        return new CommandLine(options)
                .addSubcommand(new StatusCommand())
                .addSubcommand(new PlanCommand())
                .addSubcommand(new RunCommand())
                .addSubcommand(new CommandLine(new IssueCommands())
                        .addSubcommand(new IssueList())
                        .addSubcommand(new IssueGet())
                        .addSubcommand(new IssueResolve()))
                .addSubcommand(new UndoCommand())
                .addSubcommand(new AcceptCommand())
                .addSubcommand(new BaselineCommand())
                .addSubcommand(new CommandLine(new AuditCommands())
                        .addSubcommand(new AuditList())
                        .addSubcommand(new AuditShow())
                        .addSubcommand(new AuditExport())
                        .addSubcommand(new AuditVerify())
                        .addSubcommand(new AuditFix()))
                .addSubcommand(new CommandLine(new LockCommands())
                        .addSubcommand(new LockShow())
                        .addSubcommand(new LockRelease()))
                .addSubcommand(new ReportCommand())
                .addSubcommand(new SchemaCommand())
                .addSubcommand(new CompletionCommand());
    }

    @Command(
            name = "issue",
            synopsisSubcommandLabel = "COMMAND",
            description = "What a human must decide, and deciding it.")
    static final class IssueCommands {}

    @Command(name = "audit", synopsisSubcommandLabel = "COMMAND", description = "The log itself.")
    static final class AuditCommands {}

    @Command(name = "lock", synopsisSubcommandLabel = "COMMAND", description = "The lease: who runs changes now.")
    static final class LockCommands {}
}
