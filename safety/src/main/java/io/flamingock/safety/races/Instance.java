package io.flamingock.safety.races;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A process that races: another JVM with the class path of this one, which can be killed and stopped. */
final class Instance implements AutoCloseable {

    private static final long LIMIT_SECONDS = 10;
    private static final Guard GUARD = Guard.start();

    private final Process process;
    private final PrintStream input;

    private Instance(Process process) {
        this.process = process;
        this.input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** Starts it; {@code heard} is told every line it says, and {@code null} at its end, on a thread of its own. */
    static Instance start(Class<?> main, List<String> args, BiConsumer<Instance, @Nullable String> heard) {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx64m",
                "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
                "-Dslf4j.internal.verbosity=WARN",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(args);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            GUARD.watch(process);
            Instance instance = new Instance(process);
            Thread reader = new Thread(() -> instance.read(heard), "racer-" + process.pid());
            reader.setDaemon(true);
            reader.start();
            return instance;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(BiConsumer<Instance, @Nullable String> heard) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (@Nullable String line = reader.readLine(); line != null; line = reader.readLine()) {
                heard.accept(this, line);
            }
        } catch (IOException e) {
            // it was killed
        }
        heard.accept(this, null);
    }

    long pid() {
        return process.pid();
    }

    void tell(String line) {
        input.println(line);
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
    }

    /** Stops all of its threads: SIGSTOP. */
    void stop() {
        signal("STOP");
    }

    /** Lets it go on: SIGCONT. */
    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        if (!process.isAlive()) {
            return;
        }
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            boolean unused = kill.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends it, and sees that it has ended. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            boolean unused = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
