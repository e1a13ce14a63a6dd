package io.flamingock.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * A shell that waits for the end of this JVM, and then ends a server by its process id and removes its data. It reads
 * from a pipe of which only this JVM has the other end: the pipe breaks when the JVM exits, is halted or killed.
 */
final class Guard {

    private static final String RUN = "data=$1; shift; \"$@\" > \"$data/output\" 2>&1 & server=$!; read -r nothing;"
            + " kill -KILL $server; wait $server 2> /dev/null; rm -rf \"$data\"";

    /** Later than the shutdown hook of who started it, which needs some seconds where there is one. */
    private static final String WATCH = "read -r nothing; sleep 15;"
            + " read -r server < \"$1/postmaster.pid\" && kill -QUIT \"$server\"; rm -rf \"$1\"";

    /** Kept: of a process that nobody refers to, the pipe may be closed. */
    private static final Queue<Process> GUARDS = new ConcurrentLinkedQueue<>();

    private static final long LIMIT_SECONDS = 120;
    private static final int NOTHING_YET_MILLIS = 20;

    /** What tells whether a server is ready. */
    interface Readiness {
        boolean isReached() throws IOException;
    }

    private Guard() {}

    /** Starts a server as the guard's child, with its output in the file {@code output} of its data. */
    static Process run(Path data, List<String> server) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", RUN, "guard", data.toString()));
        command.addAll(server);
        Process guard = start(command);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(guard), "end-of-server"));
        return guard;
    }

    /** Waits until it is ready. Returns why it is not, with the end of what it said; then it was ended. Empty: it is. */
    static Optional<String> awaitReady(Process guard, Path data, Readiness readiness) throws IOException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        Path output = data.resolve("output");
        try {
            while (!readiness.isReached()) {
                // in this order: its output is there only after it was started, so it cannot just be about to start
                boolean ended =
                        Files.exists(output) && guard.descendants().findAny().isEmpty();
                if (ended || System.nanoTime() > until) {
                    String text = Files.exists(output) ? Files.readString(output) : "";
                    end(guard);
                    return Optional.of((ended ? "has ended: " : "is not ready after " + LIMIT_SECONDS + " s: ")
                            + text.substring(Math.max(0, text.length() - 1_000)).strip());
                }
                Thread.sleep(NOTHING_YET_MILLIS);
            }
            return Optional.empty();
        } catch (IOException e) {
            end(guard);
            throw e;
        } catch (InterruptedException e) {
            end(guard);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Watches over a PostgreSQL that was started elsewhere, as {@code postmaster.pid} in its data says. */
    static void watch(Path data) throws IOException {
        start(List.of("sh", "-c", WATCH, "guard", data.toString()));
    }

    private static Process start(List<String> command) throws IOException {
        Process guard = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        GUARDS.add(guard);
        return guard;
    }

    /** Ends the server now, and sees that it has ended. */
    static void end(Process guard) {
        try {
            guard.getOutputStream().close();
            if (!guard.waitFor(10, TimeUnit.SECONDS)) {
                guard.descendants().forEach(ProcessHandle::destroyForcibly);
                guard.destroyForcibly();
            }
        } catch (IOException e) {
            guard.descendants().forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
