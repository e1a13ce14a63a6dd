package io.flamingock.safety.races;

import io.flamingock.Flamingock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One race: all processes start at once, faults happen where the schedule has them, who ends without success is started
 * again, the operator decides and undoes, until everybody has come to his end. For one thread.
 */
final class Round {

    private static final long TICK_MS = 20;
    private static final long OPERATOR_PAUSE_MS = 100;
    private static final long AFTER_FAILURE_MS = 100;
    private static final long AFTER_ISSUES_MS = 3_000;
    private static final long RACE_LIMIT_SECONDS = 240;
    private static final long START_LIMIT_SECONDS = 60;

    private final Track track;
    private final Schedule schedule;
    private final String service;
    private final String command;
    private final long limitSeconds;
    private final Timers timers = new Timers();
    private final Faults faults;
    private final Operator operator;
    private final Flamingock flamingock;
    private final Deque<String> toUndo;
    private final Deque<String> toUndoByHand;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Integer> endings = new HashMap<>();
    private @Nullable CompletableFuture<Boolean> operating;
    private long operateAgainAt;
    private boolean issues;
    private boolean atLast;
    private int undone;

    /** {@code around} is what the processes put between library and drivers, by name. */
    Round(Track track, long seed, String service, String around) {
        this.track = track;
        this.schedule = Schedule.of(seed);
        this.service = service;
        this.command = " " + service + " " + seed + " %s " + around;
        this.limitSeconds = RACE_LIMIT_SECONDS + track.place().patienceSeconds();
        this.flamingock = new Application<>(track.place(), schedule, service, new Watch(nobody -> {}))
                .version(Schedule.CHANGES, Around.NOTHING);
        this.operator = new Operator(track.place(), flamingock, service);
        this.faults = new Faults(track, schedule, timers, flamingock::lock);
        this.toUndo = new ArrayDeque<>(schedule.undone());
        this.toUndoByHand = new ConcurrentLinkedDeque<>(schedule.undoneByHand());
    }

    /** Races, and judges what came of it. */
    Judgement run() throws InterruptedException {
        awaitReady();
        long start = System.nanoTime();
        faults.begin();
        track.slots().forEach(this::startRun);
        startUndo();
        long limit = start + TimeUnit.SECONDS.toNanos(limitSeconds);
        while (!isOver() && System.nanoTime() < limit) {
            hear(track.next(Math.min(TICK_MS, timers.millisToNext())));
            timers.runDue();
            faults.afterDecisions();
            operate();
        }
        boolean ended = isOver();
        long lastEnd = track.slots().stream().mapToLong(Slot::since).max().orElse(start);
        long ending = TimeUnit.NANOSECONDS.toMillis(Math.max(0, lastEnd - faults.lastDisturbance()));
        if (ended) {
            undoAtLast();
        } else {
            problems.add("not everybody came to an end within " + limitSeconds + " s: " + describeSlots());
            faults.killAll();
        }
        long patience =
                Schedule.LEASE_MILLIS + TimeUnit.SECONDS.toMillis(track.place().patienceSeconds());
        if (ended && ending > patience) {
            problems.add("the last one ended " + ending + " ms after the last fault");
        }
        return Judgement.of(
                new Judgement.Evidence(
                        schedule,
                        flamingock.history(),
                        flamingock.verify(),
                        track.place().effects(service),
                        operator.decisions(),
                        faults),
                new Judgement.Course(problems, ended, ending, undone + operator.undoneByHand()));
    }

    private void awaitReady() throws InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_LIMIT_SECONDS);
        while (!(track.slots().stream().allMatch(Slot::isReady)
                && track.undoer().isReady())) {
            if (System.nanoTime() > limit) {
                throw new IllegalStateException("the processes do not start");
            }
            hear(track.next(TICK_MS));
        }
    }

    private boolean isOver() {
        return track.slots().stream().allMatch(Slot::isDone)
                && toUndo.isEmpty()
                && toUndoByHand.isEmpty()
                && !track.undoer().isBusy()
                && operating == null
                && !faults.isSomebodyPaused();
    }

    private void startRun(Slot slot) {
        if (slot.isReady() && !slot.isBusy() && !atLast) {
            slot.begin("run" + String.format(command, slot.changes()));
        }
    }

    private void startUndo() {
        Slot undoer = track.undoer();
        @Nullable String change = toUndo.peek();
        if (undoer.isReady() && !undoer.isBusy() && change != null) {
            undoer.begin("undo" + String.format(command, change));
        }
    }

    private void hear(Track.@Nullable Said said) {
        @Nullable Slot slot = said == null ? null : faults.slotOf(said.by());
        if (said == null || said.line() == null) {
            if (slot != null) {
                replace(slot);
            }
            return;
        }
        String line = said.line();
        if (line.startsWith(Watch.APPENDED)) {
            faults.appended(line);
        } else if (slot == null) {
            return; // it was killed since
        } else if (line.startsWith(Watch.HERE)) {
            faults.here(slot, line);
        } else if (line.startsWith(Watch.TAKEN)) {
            faults.taken(slot, line);
        } else if (line.equals(Racer.READY)) {
            slot.becomesReady();
            if (faults.hasBegun()) {
                startAgain(slot);
            }
        } else if (line.startsWith(Racer.ENDED)) {
            ended(slot, line.split(" ", 3));
        }
    }

    private void startAgain(Slot slot) {
        if (slot == track.undoer()) {
            startUndo();
        } else {
            startRun(slot);
        }
    }

    private void ended(Slot slot, String[] words) {
        String how = words[2];
        slot.ended(how.equals(Racer.OK), Long.parseLong(words[1]));
        endings.merge(how.startsWith("threw ") ? how.split(" ", -1)[1] : how.split(" ", -1)[0], 1, Integer::sum);
        if (slot == track.undoer()) {
            if (how.equals(Racer.OK)) {
                undone++;
                changed();
            }
            toUndo.poll();
            startUndo();
        } else if (!slot.isDone()) {
            boolean stopped = how.equals(Racer.ISSUES); // whoever starts again and again is in the operator's way
            issues |= stopped;
            timers.in(stopped ? AFTER_ISSUES_MS : AFTER_FAILURE_MS, () -> startRun(slot));
        }
    }

    /** It was killed, or has died by itself; either way another one takes its place. */
    private void replace(Slot slot) {
        if (!slot.wasKilled()) {
            problems.add("process " + slot.process().pid() + " has ended by itself");
        }
        if (slot == track.undoer()) {
            toUndo.poll(); // it may be undone, or not: nobody undoes it again
        }
        slot.replace(track.start());
    }

    /** Something is pending again, so everybody starts again. */
    private void changed() {
        faults.disturbed();
        track.slots().forEach(this::startRun);
    }

    private void operate() {
        if (operating != null && operating.isDone()) {
            if (operating.join()) {
                changed();
            }
            operating = null;
            operateAgainAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(OPERATOR_PAUSE_MS);
        }
        if (operating == null && System.nanoTime() > operateAgainAt && (issues || !toUndoByHand.isEmpty())) {
            Operator.Inside inside = faults.inside();
            var rash = faults.pausedUntilDecided();
            operating = CompletableFuture.supplyAsync(() -> {
                List<String> decided = operator.decide(inside, rash::contains);
                decided.forEach(faults::decided);
                @Nullable String byHand = toUndoByHand.peek();
                boolean undid = byHand != null && operator.undoByHand(byHand);
                if (undid) {
                    toUndoByHand.remove();
                }
                return undid || !decided.isEmpty();
            });
        }
    }

    private void undoAtLast() throws InterruptedException {
        atLast = true;
        toUndo.addAll(schedule.undoneAtLast());
        startUndo();
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_LIMIT_SECONDS);
        while (!toUndo.isEmpty() && System.nanoTime() < limit) {
            hear(track.next(TICK_MS));
            timers.runDue();
        }
        if (!toUndo.isEmpty()) {
            problems.add("could not undo " + toUndo);
        }
    }

    private String describeSlots() {
        StringBuilder text = new StringBuilder(endings.toString());
        for (Slot slot : track.slots()) {
            text.append(slot.isDone() ? " done" : slot.isBusy() ? " busy" : slot.isReady() ? " idle" : " starting");
        }
        return text + (faults.isSomebodyPaused() ? ", somebody paused" : "") + ", to undo " + toUndo + toUndoByHand;
    }
}
