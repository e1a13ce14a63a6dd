package io.flamingock.safety.races;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A place with processes that race there, round after round; those that were killed are replaced. */
public final class Track implements AutoCloseable {

    /** What a process has said; {@code null}: it has ended. */
    record Said(Instance by, @Nullable String line) {}

    private static final boolean VERBOSE = Boolean.getBoolean("races.verbose");

    private final long start = System.nanoTime();
    private final String url;
    private final String elsewhere;
    private final Class<?> main;
    private final Place<?> place;
    private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();
    private final List<Slot> slots = new ArrayList<>();
    private final Slot undoer;
    private int races;

    /** Creates what is needed there, and starts the processes, whose program is {@code main}. */
    public Track(String url, String elsewhere, Class<?> main) {
        this.url = url;
        this.elsewhere = elsewhere;
        this.main = main;
        this.place = Place.at(url, elsewhere);
        place.drop();
        place.create();
        for (int i = 0; i < Schedule.PROCESSES; i++) {
            boolean old = i % 3 == 2;
            slots.add(new Slot(old ? Schedule.OLD_CHANGES : Schedule.CHANGES, start()));
        }
        this.undoer = new Slot(Schedule.CHANGES, start());
    }

    /**
     * Races once.
     *
     * @param seed what faults and acts of the operator are drawn from
     * @param around what the processes put between library and drivers, by a name that their program knows
     */
    public Judgement race(long seed, String around) throws InterruptedException {
        races++;
        return new Round(this, seed, "race-" + seed + "-" + races, around).run();
    }

    Instance start() {
        return Instance.start(main, List.of(url, elsewhere), (by, line) -> said.add(new Said(by, line)));
    }

    Place<?> place() {
        return place;
    }

    /** Those that run the application. */
    List<Slot> slots() {
        return slots;
    }

    /** The one in which the operator undoes. */
    Slot undoer() {
        return undoer;
    }

    /** What a process says next, if one says something in time. */
    @Nullable
    Said next(long millis) throws InterruptedException {
        @Nullable Said next = said.poll(millis, TimeUnit.MILLISECONDS);
        if (next != null && !(next.line() != null && next.line().startsWith(Watch.APPENDED))) {
            trace(next.by().pid() + " " + next.line());
        }
        return next;
    }

    /** Says what happens, where {@code -Draces.verbose=true} asks for it. */
    void trace(String what) {
        if (VERBOSE) {
            System.err.println(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms " + what);
        }
    }

    /** Ends the processes, and removes what was created. */
    @Override
    public void close() {
        slots.forEach(slot -> slot.process().close());
        undoer.process().close();
        place.drop();
        place.close();
    }
}
