package io.flamingock.cli;

import org.jspecify.annotations.Nullable;

/**
 * What {@code --help} prints, as the tree of commands would: building that takes several times as long as a JVM takes to
 * start. A test compares the two.
 */
final class HelpText {

    /** In columns; wider lines are harder to read. */
    static final int WIDTH = 80;

    static final String TEXT = """
            Usage: flamingock [-hqv] [--json] [--no-color] [--password] [--version]
                              [--operator=NAME] [--password-file=FILE] [--service=NAME]
                              [--store=URL] [--user=NAME] [--driver-path=JAR]... COMMAND
            Looks at the log of Flamingock in a store, records what an operator decides,
            and runs an application's changes.
                  --store=URL            Where the log is: jdbc:… or mongodb://…/DATABASE
                  --service=NAME         Whose log it is, as the application says in service
                                           (…)
                  --user=NAME            User of the store
                  --password             Ask for the password; it is not shown. There is no
                                           option that takes it: others could see it
                  --password-file=FILE   Read the password from the first line of this file
                  --driver-path=JAR      A JDBC driver that is not in the distribution;
                                           several times for several jars
                  --operator=NAME        Who decides; for the log. Without it the user of
                                           the system
                  --json                 Print one JSON document, of format flamingock-cli/1
                  --no-color             No colours, as with NO_COLOR
              -q, --quiet                Print only what was asked for, and errors
              -v, --verbose              More: traces of errors, and what the library logs
              -h, --help                 Show this help
                  --version              Show the version
            Commands:
              status      How each change stands, by what the log says: issues first.
              plan        What a run of the application would do, and why; writes nothing.
              run         Runs what is pending, as the application does when it starts.
              issue       What a human must decide, and deciding it.
              undo        Runs the rollbacks of executed changes, the last first, after
                            showing them and asking.
              accept      Records that an applied change, which is declared differently
                            now, is right as it is today.
              baseline    Records that the effects of all changes up to one are there
                            already: for systems that exist.
              audit       The log itself.
              lock        The lease: who runs changes now.
              report      A page for people, in one file that needs nothing else: issues,
                            changes by target system, runs, decisions, durations, and
                            whether the log is as it was written.
              schema      What a DBA enters to create the tables of the store; executes
                            none of it.
              completion  A script that completes commands and options.

            Exit codes: 0 done, 1 a change failed, 2 usage or refused, 3 an issue needs a
            decision, 4 the lock is held,
            5 definitions or history invalid, 6 pending with --fail-if-pending, 7 the store
            cannot be used, 130 interrupted.
            Instead of the options: FLAMINGOCK_STORE, FLAMINGOCK_SERVICE, FLAMINGOCK_USER,
            FLAMINGOCK_PASSWORD,
            FLAMINGOCK_PASSWORD_FILE, FLAMINGOCK_OPERATOR, FLAMINGOCK_DRIVER_PATH, or
            flamingock.yaml in this folder.
            """;

    private HelpText() {}

    /** Whether nothing else is asked for, on a terminal that is wide enough. */
    static boolean isAskedFor(String[] args, @Nullable String columns) {
        return args.length == 1
                && (args[0].equals("--help") || args[0].equals("-h"))
                && (columns == null || columns.isBlank() || columns.matches("[89]\\d|\\d{3,}"));
    }
}
