package io.flamingock.safety.races;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A shell that waits for the end of this JVM, however it ends, and then kills the processes that are left: one that is
 * stopped would not notice that nobody is there any more.
 */
final class Guard {

    private static final String WATCH = "pids=' '; while read -r what pid; do case $what in"
            + " started) pids=\"$pids$pid \";;"
            + " ended) pids=\"${pids%% $pid *} ${pids#* $pid }\";;"
            + " esac; done; kill -KILL $pids 2> /dev/null";

    private final Process shell;
    private final PrintStream input;

    private Guard(Process shell) {
        this.shell = shell;
        this.input = new PrintStream(shell.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    static Guard start() {
        try {
            return new Guard(new ProcessBuilder("sh", "-c", WATCH)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void watch(Process process) {
        say("started", process.pid());
        var unused = process.onExit().thenAccept(ended -> say("ended", ended.pid()));
    }

    private synchronized void say(String what, long pid) {
        if (shell.isAlive()) {
            input.println(what + " " + pid);
        }
    }
}
