package io.flamingock.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "completion",
        description = {
            "A script that completes commands and options.",
            "bash: source <(flamingock completion bash); zsh: the same with zsh, after compinit."
        })
final class CompletionCommand implements LogCommand {

    /** Whose script; they share one, which knows where it runs. */
    enum Shell {
        bash,
        zsh
    }

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    Shell shell = Shell.bash;

    @Override
    public int call(Session session) {
        String script = AutoComplete.bash("flamingock", Commands.all(new Options()));
        if (session.options().json) {
            Map<String, @Nullable Object> document = session.document(ExitCode.DONE);
            document.put("shell", shell.name());
            document.put("script", script);
            session.printDocument(document);
        } else {
            session.terminal().utf8().print(script);
        }
        session.terminal().out().flush();
        return ExitCode.DONE;
    }
}
