package io.flamingock.cli.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The process that has asked for the call, seen from this one: it answers questions, and when it falls silent for good,
 * on purpose or because it was killed, this process comes to its end: as by Ctrl-C, before the next change.
 */
final class Asker {

    /** Of the library: alive until the run has stopped, or its grace period is over. */
    private static final String END_OF_RUN = "flamingock-shutdown";

    private static final long LOOK_MILLIS = 20;

    /** After the end of a run, or where there is none: a second. */
    private static final int LOOKS_WITHOUT_RUN = 50;

    private final InputStream in = System.in;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final CountDownLatch told = new CountDownLatch(1);
    private final Thread calling = Thread.currentThread();

    /** Begins to listen; what the application reads from its input is nothing. */
    void listen() {
        System.setIn(InputStream.nullInputStream());
        Thread thread = new Thread(this::hear, "flamingock-asker");
        thread.setDaemon(true);
        thread.start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::awaitLastWord, "flamingock-last-word"));
    }

    /** Waits for an answer. */
    String answer() {
        try {
            return answers.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** Nothing that happens from now on is of interest. */
    void allIsTold() {
        told.countDown();
    }

    private void hear() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.add(line);
            }
        } catch (IOException e) {
            // as at its end
        }
        answers.add("");
        if (told.getCount() > 0) {
            System.exit(Failures.INTERRUPTED);
        }
    }

    /** A run that stops because this process is asked to end has still to say so. */
    private void awaitLastWord() {
        int looks = 0;
        try {
            while (looks < LOOKS_WITHOUT_RUN && !told.await(LOOK_MILLIS, TimeUnit.MILLISECONDS) && !callsExit()) {
                looks = isRunEnding() ? 0 : looks + 1;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isRunEnding() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals(END_OF_RUN));
    }

    /** A body that called {@code System.exit} waits for us. */
    private boolean callsExit() {
        return Arrays.stream(calling.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals("java.lang.Shutdown"));
    }
}
