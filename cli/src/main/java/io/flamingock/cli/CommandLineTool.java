package io.flamingock.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Understands a call, carries it out, and says what went wrong. */
final class CommandLineTool {

    private final Map<String, String> environment;
    private final Options options = new Options();
    private final Secrets secrets;
    private Terminal terminal;

    CommandLineTool(Terminal terminal, Map<String, String> environment, Secrets secrets) {
        this.terminal = terminal;
        this.environment = environment;
        this.secrets = secrets;
    }

    /** Returns the exit code. */
    int call(String... args) {
        CommandLine line = Commands.all(options);
        line.setOut(new PrintWriter(terminal.out(), true, terminal.charset()));
        line.setErr(new PrintWriter(terminal.err(), true, terminal.charset()));
        line.setExpandAtFiles(false);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(
                terminal.width() > 0 ? Math.min(Math.max(terminal.width(), 55), HelpText.WIDTH) : HelpText.WIDTH);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colours() ? Ansi.ON : Ansi.OFF));
        line.setExecutionStrategy(this::execute);
        line.setParameterExceptionHandler((thrown, given) -> misunderstood(thrown));
        return line.execute(args);
    }

    private int execute(ParseResult parsed) {
        @Nullable Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        if (options.noColor) {
            terminal = terminal.withoutColours();
        }
        ParseResult leaf = parsed;
        while (leaf.hasSubcommand()) {
            leaf = leaf.subcommand();
        }
        CommandLine chosen = leaf.commandSpec().commandLine();
        if (!(leaf.commandSpec().userObject() instanceof LogCommand command)) {
            throw new ParameterException(
                    chosen,
                    "say which: " + String.join(", ", chosen.getSubcommands().keySet()));
        }
        warnOfVariables();
        Logging.configure(options.verbose);
        return call(command, nameOf(leaf));
    }

    private int call(LogCommand command, String name) {
        try (Session session = new Session(options, terminal, name, environment, secrets)) {
            try {
                return command.call(session);
            } catch (RuntimeException e) {
                Explanation explanation = Explanation.of(e);
                report(name, explanation.exitCode(), explanation.text());
                if (options.verbose) {
                    StringWriter trace = new StringWriter();
                    e.printStackTrace(new PrintWriter(trace));
                    session.pass(trace.toString().stripTrailing());
                }
                return explanation.exitCode();
            }
        }
    }

    private int misunderstood(ParameterException thrown) {
        StringWriter text = new StringWriter();
        text.append(thrown.getMessage());
        if (thrown instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            text.append(". Did you mean ")
                    .append(String.join(" or ", unmatched.getSuggestions()))
                    .append("?");
        }
        String name = thrown.getCommandLine().getCommandSpec().qualifiedName();
        text.append(" See ").append(name).append(" --help");
        report(name.substring(name.indexOf(' ') + 1), ExitCode.USAGE, text.toString());
        return ExitCode.USAGE;
    }

    private void report(String name, int exitCode, String said) {
        String text = secrets.takenOutOf(said);
        terminal.err().println(terminal.shown("flamingock: " + text));
        if (options.json) {
            Map<String, @Nullable Object> document = Json.document(name, exitCode);
            document.put("error", new LinkedHashMap<>(Map.of("message", text)));
            terminal.utf8().println(Json.pretty(document));
        }
    }

    private void warnOfVariables() {
        Environment.misspelt(environment)
                .forEach(sentence -> terminal.err().println(terminal.shown("flamingock: WARN: " + sentence)));
    }

    private static String nameOf(ParseResult leaf) {
        String name = leaf.commandSpec().qualifiedName();
        return name.substring(name.indexOf(' ') + 1);
    }
}
