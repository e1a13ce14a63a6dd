package io.flamingock.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The process of an application: it is never left alone. The end of its input asks it to stop before its next change, on
 * every system; that is what happens when this process is asked to end, when something goes wrong in it, and when it is
 * killed.
 */
final class ApplicationProcess implements AutoCloseable {

    /** Where nothing is told for so long, we look whether the process is still there. */
    private static final long LOOK_MILLIS = 250;

    private final Process process;
    private final Session session;
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final Thread errors;
    private final Thread hook;

    private ApplicationProcess(Process process, Session session) {
        this.process = process;
        this.session = session;
        this.hook = new Thread(this::stopAndLetItBeTold, "flamingock-end-of-application");
        this.errors = reading("errors", process.getErrorStream(), session::pass);
    }

    /** Starts it. */
    static ApplicationProcess start(List<String> command, Session session) {
        Process process;
        try {
            process = new ProcessBuilder(command).start();
        } catch (IOException e) {
            throw new UsageException("the process of the application did not start: " + e.getMessage(), e);
        }
        ApplicationProcess started = new ApplicationProcess(process, session);
        Runtime.getRuntime().addShutdownHook(started.hook);
        started.errors.start();
        reading("results", process.getInputStream(), line -> started.told.add(line))
                .start();
        return started;
    }

    private static Thread reading(String what, InputStream from, Consumer<String> to) {
        Thread thread = new Thread(
                () -> {
                    try (BufferedReader lines =
                            new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            to.accept(line);
                        }
                    } catch (IOException e) {
                        // it has ended
                    }
                },
                "flamingock-" + what + "-of-application");
        thread.setDaemon(true);
        return thread;
    }

    /** The next line of its output; empty when it has ended, also where a process of its own goes on writing there. */
    Optional<String> nextLine() {
        try {
            while (true) {
                boolean ended = !process.isAlive();
                @Nullable String line = told.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (line != null || ended) {
                    return Optional.ofNullable(line);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** A process that has ended needs none. */
    void answer(String text) {
        OutputStream in = process.getOutputStream();
        try {
            in.write((text + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            // what it says next, or that it says nothing, is what is shown
        }
    }

    /** Waits for its end; returns its exit code. */
    int awaitEnd() {
        try {
            int exitCode = process.waitFor();
            errors.join(LOOK_MILLIS);
            return exitCode;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private void stop() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // it has ended
        }
    }

    private void stopAndLetItBeTold() {
        stop();
        int unused = awaitEnd();
        session.awaitEnd();
    }

    @Override
    public void close() {
        stop();
        int unusedExitCode = awaitEnd();
        try {
            boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // this process is ending, and the hook waits for what is still to be said
        }
    }
}
