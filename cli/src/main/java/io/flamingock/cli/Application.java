package io.flamingock.cli;

import io.flamingock.cli.child.Message;
import io.flamingock.cli.child.Message.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls of the application in a process of its own. */
final class Application {

    private final Session session;
    private final ApplicationOptions options;

    Application(Session session, ApplicationOptions options) {
        this.session = session;
        this.options = options;
    }

    /** Makes one call that asks nothing; returns the exit code. */
    int call(Consumer<Message> listener, String... words) {
        return ask(
                message -> {
                    listener.accept(message);
                    return null;
                },
                words);
    }

    /**
     * Makes one call, and hands over what the process tells until its end.
     *
     * @param answer what to answer to a message; {@code null} for nothing
     * @return the exit code
     */
    int ask(Function<Message, @Nullable String> answer, String... words) {
        try (ApplicationPath path = ApplicationPath.of(options)) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    path.text(),
                    "io.flamingock.cli.child.Child"));
            command.addAll(List.of(words));
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Thread hook = new Thread(() -> end(process), "flamingock-end-of-application");
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                return follow(process, answer);
            } finally {
                unhook(hook);
            }
        } catch (IOException e) {
            throw new UsageException("the process of the application did not start: " + e.getMessage(), e);
        }
    }

    private int follow(Process process, Function<Message, @Nullable String> answer) throws IOException {
        @Nullable Integer exitCode = null;
        try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                OutputStream in = process.getOutputStream()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Optional<Message> message = Message.parse(line);
                if (message.isEmpty()) {
                    session.terminal().err().println(session.terminal().shown(line));
                } else if (message.get().kind() == Kind.DONE) {
                    exitCode = Integer.valueOf(message.get().field(0));
                } else {
                    @Nullable String reply = answer.apply(message.get());
                    if (reply != null) {
                        in.write((reply + "\n").getBytes(StandardCharsets.UTF_8));
                        in.flush();
                    }
                }
            }
        }
        if (exitCode != null) {
            return exitCode;
        }
        session.terminal()
                .err()
                .println(session.terminal()
                        .shown("flamingock: the process of the application ended with "
                                + endOf(process) + " before it had told what happened; what it said stands above. Is"
                                + " flamingock-core on its class path? What was recorded: 'audit list'"));
        return ExitCode.CHANGE_FAILED;
    }

    private static int endOf(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** As Ctrl-C does by itself: the library stops before the next change, and the process ends when it has. */
    private static void end(Process process) {
        process.destroy();
        int unused = endOf(process);
    }

    private static void unhook(Thread hook) {
        try {
            boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // this process is ending, and the hook is what waits for the other one
        }
    }
}
