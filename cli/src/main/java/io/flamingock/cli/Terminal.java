package io.flamingock.cli;

import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where output goes and questions are asked.
 *
 * @param out for what was asked for
 * @param err for everything else
 * @param charset what {@code out} is encoded in
 * @param interactive whether a human sits there
 * @param width in columns; {@code 0}: as wide as it likes
 * @param colours whether they are shown
 */
record Terminal(PrintStream out, PrintStream err, Charset charset, boolean interactive, int width, boolean colours) {

    private static final int USUAL_WIDTH = 100;
    private static final int NARROWEST = 20;

    /** The start script tells what a JVM before version 22 cannot see by itself: whether the output is a terminal. */
    static Terminal ofThisProcess(Map<String, String> environment) {
        @Nullable String told = System.getProperty("flamingock.terminal");
        boolean interactive = told == null ? console() != null : told.equals("true");
        boolean colours = interactive
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
        int width = width(environment.get("COLUMNS"));
        return new Terminal(
                System.out,
                System.err,
                encoding(),
                interactive,
                width > 0 ? width : interactive ? USUAL_WIDTH : 0,
                colours);
    }

    Terminal withoutColours() {
        return new Terminal(out, err, charset, interactive, width, false);
    }

    /** For documents that other programs read: always the same encoding. */
    PrintStream utf8() {
        return new PrintStream(out, false, StandardCharsets.UTF_8);
    }

    /** The text in what can be shown: no control characters, which could do things to a terminal. */
    String shown(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean control = Character.isISOControl(c) && c != '\n';
            shown.appendCodePoint(control ? (c == '\t' ? ' ' : '?') : c);
        });
        return charset.newEncoder().canEncode(shown)
                ? shown.toString()
                : shown.toString().replace("→", "->").replace("…", "...").replace("·", "|");
    }

    /** {@code null}: nobody sits there who could be asked. From Java 22 on there is a console even then. */
    @SuppressWarnings("SystemConsoleNull")
    static @Nullable Console console() {
        @Nullable Console console = System.console();
        if (console == null || Runtime.version().feature() < 22) {
            return console;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console)) ? console : null;
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private static Charset encoding() {
        @Nullable String encoding = System.getProperty("stdout.encoding");
        return encoding != null && Charset.isSupported(encoding) ? Charset.forName(encoding) : Charset.defaultCharset();
    }

    private static int width(@Nullable String columns) {
        try {
            return columns == null || columns.isBlank() ? 0 : Math.max(NARROWEST, Integer.parseInt(columns.strip()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
