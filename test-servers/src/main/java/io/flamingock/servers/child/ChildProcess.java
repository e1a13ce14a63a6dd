package io.flamingock.servers.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Another JVM with the class path of this one, whose standard output is read line by line. Waits three minutes at
 * most, which on a busy machine are soon over. For one thread.
 */
public final class ChildProcess implements AutoCloseable {

    private static final long LIMIT_SECONDS = 180;
    private static final String END = "end of output";

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();
    private final PrintStream input;

    private ChildProcess(Process process) {
        this.process = process;
        this.input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "child-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts it.
     *
     * @throws IllegalStateException it does not start
     */
    public static ChildProcess start(Class<?> main, String... args) {
        return start(main, Map.of(), args);
    }

    /** The same, with further variables in its environment. */
    public static ChildProcess start(Class<?> main, Map<String, String> environment, String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(args));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            return new ChildProcess(builder.start());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What follows in the first line that begins like this; empty: its output has ended without one. */
    public Optional<String> await(String beginning) {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        try {
            while (true) {
                @Nullable String line = lines.poll(limit - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (line == null) {
                    throw new AssertionError("no line with '" + beginning + "' in time, after " + seen);
                }
                if (line.equals(END)) {
                    lines.add(END);
                    return Optional.empty();
                }
                seen.add(line);
                if (line.startsWith(beginning)) {
                    return Optional.of(line.substring(beginning.length()).strip());
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All lines that were read. */
    public List<String> seen() {
        return seen;
    }

    /** Sends it a line. */
    public void tell(String line) {
        input.println(line);
    }

    /** As {@code kill} does, which it hears, and ends in its own way. */
    public void terminate() {
        process.destroy();
    }

    /** As {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
    }

    /**
     * Waits for its end.
     *
     * @throws AssertionError it has not ended in time
     */
    public void awaitEnd() {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the child has not ended, after " + seen);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(lines::add);
        } catch (IOException | RuntimeException e) {
            // it was killed
        } finally {
            lines.add(END);
        }
    }
}
