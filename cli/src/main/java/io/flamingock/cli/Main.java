package io.flamingock.cli;

import java.io.PrintStream;

/** Where the process begins and ends. */
public final class Main {

    private Main() {}

    /** Does what the arguments say, and ends the process with the exit code that {@code docs/cli.md} lists. */
    public static void main(String[] args) {
        if (HelpText.isAskedFor(args, System.getenv("COLUMNS"))) {
            System.out.print(HelpText.TEXT);
            System.out.flush();
            return;
        }
        Terminal terminal = Terminal.ofThisProcess(System.getenv());
        Secrets secrets = new Secrets(System.getenv());
        System.setErr(new PrintStream(new RedactedStream(System.err, secrets), true));
        int exitCode = new CommandLineTool(terminal, System.getenv(), secrets).call(args);
        System.out.flush();
        System.exit(exitCode);
    }
}
