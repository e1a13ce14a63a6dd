package io.flamingock.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command writes what it has made, in UTF-8. A file that is there is replaced. */
final class Destination {

    private static final Path STANDARD_OUTPUT = Path.of("-");

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write to this file, and not to the standard output, which is '-' too")
    @Nullable
    Path file;

    /** Says afterwards what was written, unless others read it. */
    void write(Session session, String what, Consumer<PrintStream> content) {
        if (file == null || file.equals(STANDARD_OUTPUT)) {
            PrintStream out = session.terminal().utf8();
            content.accept(out);
            out.flush();
            return;
        }
        try (PrintStream out = new PrintStream(file.toFile(), StandardCharsets.UTF_8)) {
            content.accept(out);
            if (out.checkError()) {
                throw new UsageException("'" + file + "' could not be written completely");
            }
        } catch (IOException e) {
            throw new UsageException("'" + file + "' cannot be written: " + e.getMessage(), e);
        }
        session.say(what + " written to " + file);
    }
}
