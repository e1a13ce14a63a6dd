package io.flamingock.cli;

import io.flamingock.cli.child.Message;
import io.flamingock.cli.child.Message.Kind;
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
        session.checkSettings();
        try (ApplicationPath path = ApplicationPath.of(options)) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    path.text(),
                    "io.flamingock.cli.child.Child"));
            command.addAll(List.of(words));
            try (ApplicationProcess process = ApplicationProcess.start(command, session)) {
                return follow(process, answer);
            }
        }
    }

    private int follow(ApplicationProcess process, Function<Message, @Nullable String> answer) {
        for (Optional<String> line = process.nextLine(); line.isPresent(); line = process.nextLine()) {
            session.pass(Message.textBefore(line.get()));
            Optional<Message> message = Message.parse(line.get());
            if (message.isEmpty()) {
                continue;
            }
            if (message.get().kind() == Kind.DONE) {
                int unused = process.awaitEnd();
                return Integer.parseInt(message.get().field(0));
            }
            @Nullable String reply = answer.apply(message.get());
            if (reply != null) {
                process.answer(reply);
            }
        }
        session.report("the process of the application ended with " + process.awaitEnd()
                + " before it had told what happened; what it said stands above. Is flamingock-core on its class path?"
                + " What was recorded: 'audit list'");
        return ExitCode.CHANGE_FAILED;
    }
}
