package io.flamingock.cli;

import io.flamingock.cli.Call.Answer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A call that has begun; what it says goes to two files. */
final class RunningCall {

    private static final long LIMIT_SECONDS = 60;
    private static final long LOOK_MILLIS = 20;

    private final Process process;
    private final File out;
    private final File err;

    private RunningCall(Process process, File out, File err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static RunningCall start(ProcessBuilder call) {
        try {
            File out = File.createTempFile("out", ".txt");
            File err = File.createTempFile("err", ".txt");
            return new RunningCall(
                    call.redirectInput(new File("/dev/null"))
                            .redirectOutput(out)
                            .redirectError(err)
                            .start(),
                    out,
                    err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has said this on the error output. */
    RunningCall awaitSaid(String text) {
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
            while (!read(err).contains(text)) {
                if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                    throw new AssertionError("it did not say '" + text + "' but " + answer().all());
                }
            }
            return this;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The process that it has started for the application. */
    ProcessHandle application() {
        return process.children().findFirst().orElseThrow();
    }

    /** As {@code kill} does; TERM, INT or KILL. */
    void signal(String signal, Stream<ProcessHandle> processes) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        processes.forEach(it -> command.add(Long.toString(it.pid())));
        try {
            Process kill = new ProcessBuilder(command).start();
            if (!kill.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(command + " did not end");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** What came of it, once it has ended. */
    Answer answer() {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError(process.info() + " did not end; it said " + read(out) + read(err));
            }
            Answer answer = new Answer(process.exitValue(), read(out), read(err));
            Files.deleteIfExists(out.toPath());
            Files.deleteIfExists(err.toPath());
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static String read(File file) {
        try {
            return new String(Files.readAllBytes(file.toPath()), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }
}
