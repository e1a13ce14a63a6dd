package io.flamingock.safety.races;

import io.flamingock.Flamingock;
import io.flamingock.api.OpenIssuesException;
import io.flamingock.api.Operation;
import io.flamingock.api.RefusedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One process of a race. It reads what to do, line by line, says {@code ENDED} after each, and ends with its input:
 *
 * <ul>
 *   <li>{@code run SERVICE SEED CHANGES AROUND}: a start of the application in the version that knows so many changes;
 *   <li>{@code undo SERVICE SEED CHANGE AROUND}: an operator's undo, tried until it is not refused;
 *   <li>{@code go}: the answer to what it has asked.
 * </ul>
 */
public final class Racer {

    static final String READY = "READY";
    static final String ENDED = "ENDED ";
    static final String OK = "ok";
    static final String ISSUES = "issues";

    private static final long REFUSED_PAUSE_MS = 30;

    private final Place<?> place;
    private final Function<String, Around> arounds;
    private final Watch watch = new Watch(Racer::say);
    private final BlockingQueue<String> commands = new LinkedBlockingQueue<>();

    private Racer(Place<?> place, Function<String, Around> arounds) {
        this.place = place;
        this.arounds = arounds;
    }

    public static void main(String[] args) throws InterruptedException {
        serve(args, name -> Around.NOTHING);
    }

    /** The same with something between library and drivers, by the name that a command gives. */
    public static void serve(String[] args, Function<String, Around> arounds) throws InterruptedException {
        Racer racer = new Racer(Place.at(args[0], args[1]), arounds);
        Thread reader = new Thread(racer::read, "commands");
        reader.setDaemon(true);
        reader.start();
        racer.warmUp();
        say(READY);
        while (true) {
            String[] words = racer.commands.take().split(" ", -1);
            if (words.length == 5) {
                String how = racer.obey(words);
                say(ENDED + System.nanoTime() + " " + how);
            }
        }
    }

    /** In one piece, whatever other threads say. */
    private static void say(String line) {
        synchronized (System.out) {
            System.out.println(line);
            System.out.flush();
        }
    }

    private void read() {
        try {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("go")) {
                    watch.answered();
                } else {
                    commands.add(line);
                }
            }
        } catch (IOException e) {
            // as at the end
        }
        Runtime.getRuntime().halt(0);
    }

    /** So that the first race is not one of loading classes. */
    private void warmUp() {
        watch.begin(Schedule.of(0), Operation.APPLY);
        new Application<>(place, Schedule.of(0), "nothing", watch)
                .version(Schedule.CHANGES, Around.NOTHING)
                .history();
    }

    private String obey(String[] words) {
        Schedule schedule = Schedule.of(Long.parseLong(words[2]));
        Around around = arounds.apply(words[4]);
        boolean runs = words[0].equals("run");
        watch.begin(schedule, runs ? Operation.APPLY : Operation.UNDO);
        Flamingock flamingock = new Application<>(place, schedule, words[1], watch)
                .version(runs ? Integer.parseInt(words[3]) : Schedule.CHANGES, around);
        try {
            return runs ? run(flamingock) : undo(flamingock, words[3]);
        } catch (RuntimeException | Error e) {
            return "threw " + e.getClass().getSimpleName() + " " + firstLine(e);
        }
    }

    private static String run(Flamingock flamingock) {
        try {
            flamingock.run();
            return OK;
        } catch (OpenIssuesException e) {
            return ISSUES;
        }
    }

    private String undo(Flamingock flamingock, String change) {
        while (true) {
            try {
                flamingock.undo(change, "operator", "it is to be undone");
                return OK;
            } catch (RefusedException e) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(REFUSED_PAUSE_MS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String firstLine(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        return message.lines().findFirst().orElse("");
    }
}
