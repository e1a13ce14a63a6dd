package io.flamingock.safety.races;

import io.flamingock.api.Operation;
import io.flamingock.audit.LeaseRow;
import io.flamingock.safety.races.Fault.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Has the faults of a schedule happen, and keeps what was seen of them. For one thread, but for {@link #decided}. */
final class Faults {

    private static final long AFTER_TAKEOVER_MS = 300;
    private static final long AFTER_DECISION_MS = 400;
    private static final long LONGEST_PAUSE_MS = 8_000;

    /** A holder has taken over, and acts on what it had read up to then. */
    private record Taken(long token, long readUpTo, long nanos) {}

    /** An append was sent then, after that head, and has succeeded. */
    private record Appended(long token, long expected, long nanos) {}

    private final Track track;
    private final Timers timers;
    private final Supplier<Optional<LeaseRow>> lease;
    private final List<Fault> left;
    private final List<Fault> happened = new ArrayList<>();
    private final List<Taken> taken = new ArrayList<>();
    private final List<Appended> appended = new ArrayList<>();
    private final Queue<String> decided = new ConcurrentLinkedQueue<>();
    private boolean begun;
    private long lastDisturbance;

    Faults(Track track, Schedule schedule, Timers timers, Supplier<Optional<LeaseRow>> lease) {
        this.track = track;
        this.timers = timers;
        this.lease = lease;
        this.left = new ArrayList<>(schedule.faults());
    }

    void begin() {
        begun = true;
        disturbed();
        left.stream().filter(Fault::isTimed).forEach(fault -> timers.in(fault.millis(), () -> whenever(fault)));
    }

    boolean hasBegun() {
        return begun;
    }

    void disturbed() {
        lastDisturbance = System.nanoTime();
    }

    long lastDisturbance() {
        return lastDisturbance;
    }

    @Nullable
    Slot slotOf(Instance process) {
        return all().filter(slot -> slot.process() == process).findFirst().orElse(null);
    }

    private Stream<Slot> all() {
        return Stream.concat(track.slots().stream(), Stream.of(track.undoer()));
    }

    /** To whoever holds the lease now; if nobody does, to the next one. */
    private void whenever(Fault fault) {
        Optional<Slot> holder = lease.get()
                .filter(LeaseRow::isHeld)
                .flatMap(row -> all().filter(
                                slot -> slot.process().pid() == row.runner().pid() && slot.isBusy())
                        .findFirst())
                .filter(slot -> slot.pausedBy() == null);
        if (holder.isPresent()) {
            happens(fault, holder.get(), false);
        } else if (track.slots().stream().anyMatch(Slot::isBusy)) {
            timers.in(50, () -> whenever(fault));
        }
    }

    /** A process has come to a point, and waits there. */
    void here(Slot slot, String line) {
        String[] words = line.substring(Watch.HERE.length()).split(" ", -1);
        Operation operation = Operation.valueOf(words[0]);
        Optional<Fault> fault = left.stream()
                .filter(candidate -> candidate.isAt(operation, words[1], words[2]))
                .findFirst();
        if (fault.isPresent()) {
            happens(fault.get(), slot, true);
        } else {
            slot.process().tell("go");
        }
    }

    private void happens(Fault fault, Slot slot, boolean waits) {
        left.remove(fault);
        track.trace(slot.process().pid() + " " + fault);
        happened.add(fault);
        disturbed();
        if (fault.kind() == Kind.KILL) {
            slot.kill();
            return;
        }
        Instance process = slot.process();
        slot.pause(fault);
        long millis = fault.kind() == Kind.PAUSE ? fault.millis() : LONGEST_PAUSE_MS;
        timers.in(millis, () -> resume(slot, process, fault, waits));
    }

    private void resume(Slot slot, Instance process, Fault fault, boolean waits) {
        if (slot.process() == process && fault.equals(slot.pausedBy())) {
            slot.resume();
            track.trace(slot.process().pid() + " goes on after " + fault);
            if (waits) {
                process.tell("go");
            }
            disturbed();
        }
    }

    /** Somebody has taken over: who was to stand still until then goes on first. */
    void taken(Slot slot, String line) {
        String[] words = line.substring(Watch.TAKEN.length()).split(" ", -1);
        taken.add(new Taken(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2])));
        Instance process = slot.process();
        boolean first = false;
        for (Slot other : all().toList()) {
            @Nullable Fault fault = other.pausedBy();
            if (fault == null || other == slot) {
                continue;
            }
            Instance paused = other.process();
            if (fault.kind() == Kind.PAUSE_UNTIL_TAKEN_OVER) {
                resume(other, paused, fault, true);
                first = true;
            } else if (fault.kind() == Kind.PAUSE_UNTIL_OVERTAKEN) {
                timers.in(fault.millis(), () -> resume(other, paused, fault, true));
            }
        }
        timers.in(first ? AFTER_TAKEOVER_MS : 0, () -> process.tell("go"));
    }

    void appended(String line) {
        String[] words = line.substring(Watch.APPENDED.length()).split(" ", -1);
        appended.add(new Appended(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2])));
    }

    /** The operator has decided about a change; may be told by any thread. */
    void decided(String change) {
        decided.add(change);
    }

    /** Has those go on who stood still until a decision that is made now. */
    void afterDecisions() {
        for (@Nullable String change = decided.poll(); change != null; change = decided.poll()) {
            for (Slot slot : all().toList()) {
                @Nullable Fault fault = slot.pausedBy();
                if (fault != null
                        && fault.kind() == Kind.PAUSE_UNTIL_DECIDED
                        && fault.change().equals(change)) {
                    Instance process = slot.process();
                    timers.in(AFTER_DECISION_MS, () -> resume(slot, process, fault, true));
                }
            }
        }
    }

    /** The changes in whose body a process stands still until the operator decides. */
    Set<String> pausedUntilDecided() {
        return all().map(Slot::pausedBy)
                .filter(fault -> fault != null && fault.kind() == Kind.PAUSE_UNTIL_DECIDED)
                .map(fault -> fault == null ? "" : fault.change())
                .collect(Collectors.toSet());
    }

    /** Who is in a run now, and since when. */
    Operator.Inside inside() {
        Map<Long, Long> busy = new HashMap<>();
        all().filter(Slot::isBusy).forEach(slot -> busy.put(slot.process().pid(), slot.since()));
        return (pid, nanos) -> busy.containsKey(pid) && busy.get(pid) < nanos;
    }

    boolean isSomebodyPaused() {
        return all().anyMatch(slot -> slot.pausedBy() != null);
    }

    /** Of a race that does not come to its end nobody is left. */
    void killAll() {
        all().filter(Slot::isBusy).forEach(Slot::kill);
    }

    List<Fault> happened() {
        return happened;
    }

    int takeovers() {
        return taken.size();
    }

    /** Appends of a previous holder that were sent after another one had taken over and acted, and have succeeded. */
    long appendsAfterTakeover() {
        return appended.stream()
                .filter(append -> taken.stream()
                        .anyMatch(by ->
                                append.token < by.token && append.nanos > by.nanos && append.expected <= by.readUpTo))
                .count();
    }
}
