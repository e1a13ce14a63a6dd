package io.flamingock.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What may be said with every command, before or behind its name. */
@Command(
        name = "flamingock",
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        description =
                "Looks at the log of Flamingock in a store, records what an operator decides, and runs an application's changes.",
        footer = {
            "",
            "Exit codes: 0 done, 1 a change failed, 2 usage or refused, 3 an issue needs a decision, 4 the lock is held,",
            "5 definitions or history invalid, 6 pending with --fail-if-pending, 7 the store cannot be used, 130 interrupted.",
            "Instead of the options: FLAMINGOCK_STORE, FLAMINGOCK_SERVICE, FLAMINGOCK_USER, FLAMINGOCK_PASSWORD,",
            "FLAMINGOCK_PASSWORD_FILE, FLAMINGOCK_OPERATOR, FLAMINGOCK_DRIVER_PATH, or flamingock.yaml in this folder."
        })
final class Options {

    @Option(
            names = "--store",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "Where the log is: jdbc:… or mongodb://…/DATABASE")
    @Nullable
    String store;

    @Option(
            names = "--service",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "Whose log it is, as the application says in service(…)")
    @Nullable
    String service;

    @Option(names = "--user", scope = ScopeType.INHERIT, paramLabel = "NAME", description = "User of the store")
    @Nullable
    String user;

    @Option(
            names = "--password",
            scope = ScopeType.INHERIT,
            description =
                    "Ask for the password; it is not shown. There is no option that takes it: others could see it")
    boolean password;

    @Option(
            names = "--password-file",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "Read the password from the first line of this file")
    @Nullable
    Path passwordFile;

    @Option(
            names = "--driver-path",
            scope = ScopeType.INHERIT,
            paramLabel = "JAR",
            description = "A JDBC driver that is not in the distribution; several times for several jars")
    List<Path> driverPath = new ArrayList<>();

    @Option(
            names = "--operator",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "Who decides; for the log. Without it the user of the system")
    @Nullable
    String operator;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print one JSON document, of format " + Json.FORMAT)
    boolean json;

    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "No colours, as with NO_COLOR")
    boolean noColor;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Print only what was asked for, and errors")
    boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "More: traces of errors, and what the library logs")
    boolean verbose;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Show this help")
    boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version")
    boolean version;
}
