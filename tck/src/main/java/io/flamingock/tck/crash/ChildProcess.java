package io.flamingock.tck.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Another process with the class path of this one, running {@link Child}; every answer is waited for with a limit. */
final class ChildProcess implements AutoCloseable {

    private static final int LIMIT_SECONDS = 60;

    private final Process process;
    private final Writer in;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private volatile String lastSaid = "";

    private ChildProcess(Process process) {
        this.process = process;
        this.in = new java.io.OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "answers of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    static ChildProcess start(Class<? extends CrashSite.Opener> opener, String address, Pace pace) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx512m",
                "-Dflamingock.test.log=OFF",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                opener.getName(),
                address,
                Long.toString(pace.lease().toMillis())));
        try {
            return new ChildProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (@Nullable String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("stands ") || line.startsWith("ended ") || line.startsWith("hangs ")) {
                    answers.add(line);
                } else {
                    lastSaid = line;
                }
            }
        } catch (IOException e) {
            answers.add("broken " + e);
        }
    }

    /** Has it start something that stands still at that point, which is one of the next answers. */
    void startAt(String service, Scenario scenario, CrashPoint point, boolean first) {
        send("start " + service + " " + scenario + " " + point + " " + (first ? "FIRST" : "LATER"));
    }

    /** Ends it at once, with all that stand in it. */
    void halt() {
        send("halt");
        try {
            Trial.claim(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "the process halts");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Trial.claim(process.exitValue() == Child.HALTED, "it has halted, but exited with " + process.exitValue());
    }

    /** Really stops it: SIGSTOP. None of its threads runs until {@link #resume}. */
    void stop() {
        signal("STOP");
    }

    /** Lets it run on: SIGCONT. */
    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            Trial.claim(kill.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && kill.exitValue() == 0, "kill -" + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tells all that stand in it to go on, and how they end is the next answers; heard as soon as it runs. */
    void go() {
        send("go");
    }

    /** So many answers, by the service that they are about, in words: what became of it, the service, the details. */
    Map<String, String[]> answers(int number) {
        Map<String, String[]> words = new HashMap<>();
        for (int i = 0; i < number; i++) {
            String[] answer = answer().split(" ", 3);
            words.put(answer[1], answer);
        }
        return words;
    }

    private String answer() {
        try {
            @Nullable String answer = answers.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (answer == null) {
                throw new AssertionError("process " + process.pid() + " does not answer; alive: " + process.isAlive()
                        + "; it said last: " + lastSaid);
            }
            return answer;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(String line) {
        try {
            in.write(line + "\n");
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it, whatever it does. */
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
