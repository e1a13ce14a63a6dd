package io.flamingock.cli;

import java.util.Map;

/** Where the process begins and ends. */
public final class Main {

    private Main() {}

    /** Does what the arguments say, and ends the process with the exit code that {@code docs/cli.md} lists. */
    public static void main(String[] args) {
        Terminal terminal = Terminal.ofThisProcess(System.getenv());
        int exitCode = new CommandLineTool(terminal, Map.copyOf(System.getenv())).call(args);
        System.out.flush();
        System.exit(exitCode);
    }
}
