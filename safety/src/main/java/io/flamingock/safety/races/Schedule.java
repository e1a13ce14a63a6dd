package io.flamingock.safety.races;

import io.flamingock.api.Mode;
import io.flamingock.api.Operation;
import io.flamingock.safety.races.Fault.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One race, drawn from its seed: the same seed gives the same changes, faults and acts of the operator. How the processes
 * meet is up to the machine.
 */
final class Schedule {

    static final int CHANGES = 40;

    /** How many of them the old version of the application knows: the first ones. */
    static final int OLD_CHANGES = 30;

    static final int PROCESSES = 8;

    /** The lease lasts a second; a pause is longer. */
    static final int LEASE_MILLIS = 1_000;

    /** What a change is: by its mode, and mode NONE by what it says about recovery. */
    enum Sort {
        SHARED(Mode.SHARED),
        MARKED(Mode.MARKED),
        MANUAL(Mode.NONE),
        RETRIED(Mode.NONE);

        private final Mode mode;

        Sort(Mode mode) {
            this.mode = mode;
        }

        Mode mode() {
            return mode;
        }
    }

    private final SplittableRandom random;
    private final List<Sort> sorts = new ArrayList<>();
    private final Map<Sort, Deque<String>> unused = new EnumMap<>(Sort.class);
    private final List<Fault> faults = new ArrayList<>();
    private final Set<String> losing = new LinkedHashSet<>();
    private final List<String> undone = new ArrayList<>();
    private final List<String> undoneByHand = new ArrayList<>();
    private final List<String> undoneAtLast = new ArrayList<>();

    private Schedule(long seed) {
        this.random = new SplittableRandom(seed);
        for (int i = 0; i < CHANGES; i++) {
            sorts.add(Sort.values()[i % Sort.values().length]);
        }
        Collections.shuffle(sorts, new Random(random.nextLong()));
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < CHANGES; i++) {
            numbers.add(i);
        }
        Collections.shuffle(numbers, new Random(random.nextLong()));
        for (int number : numbers) {
            unused.computeIfAbsent(sorts.get(number), sort -> new ArrayDeque<>())
                    .add(id(number));
        }
    }

    static Schedule of(long seed) {
        Schedule schedule = new Schedule(seed);
        schedule.drawAimed();
        schedule.drawUndos();
        schedule.drawAny();
        return schedule;
    }

    static String id(int index) {
        return String.format("%02d", index + 1);
    }

    /** Those without which a race would seldom come to what each part of the protocol is for. */
    private void drawAimed() {
        at(Kind.PAUSE_UNTIL_OVERTAKEN, Sort.SHARED, Points.BEFORE_BEGIN);
        at(Kind.PAUSE_UNTIL_OVERTAKEN, Sort.MARKED, Points.BEFORE_COMMIT);
        at(Kind.KILL, Sort.MANUAL, Points.AFTER_BODY);
        at(Kind.PAUSE_UNTIL_TAKEN_OVER, Sort.RETRIED, Points.IN_BODY);
        at(Kind.PAUSE_UNTIL_DECIDED, Sort.MANUAL, Points.IN_BODY);
        losing.add(next(Sort.SHARED));
        losing.add(next(Sort.MARKED));
    }

    private void drawUndos() {
        for (Sort sort : List.of(Sort.SHARED, Sort.MARKED, Sort.MANUAL)) {
            undone.add(next(sort));
            undoneAtLast.add(next(sort));
        }
        undoneByHand.add(next(Sort.values()[random.nextInt(3)]));
        undoneByHand.add(next(Sort.values()[random.nextInt(3)]));
        String cutOff = undone.get(random.nextInt(undone.size()));
        List<String> points = Points.of(sort(cutOff).mode(), Operation.UNDO);
        faults.add(new Fault(
                random.nextBoolean() ? Kind.KILL : Kind.PAUSE, Operation.UNDO, anyOf(points), cutOff, pause()));
    }

    private void drawAny() {
        for (int i = 0; i < 4; i++) {
            String change = next(anyOf(List.of(Sort.values())));
            String point = anyOf(Points.of(sort(change).mode(), Operation.APPLY));
            faults.add(new Fault(i % 2 == 0 ? Kind.KILL : Kind.PAUSE, Operation.APPLY, point, change, pause()));
        }
        List<String> ofLease = Points.OF_THE_LEASE;
        faults.add(new Fault(Kind.KILL, Operation.APPLY, anyOf(ofLease), Fault.ANY, 0));
        faults.add(new Fault(Kind.PAUSE, Operation.APPLY, anyOf(ofLease), Fault.ANY, pause()));
        faults.add(new Fault(Kind.KILL, Operation.APPLY, Fault.WHENEVER, Fault.ANY, random.nextLong(500, 6_000)));
        faults.add(new Fault(Kind.PAUSE, Operation.APPLY, Fault.WHENEVER, Fault.ANY, random.nextLong(500, 6_000)));
    }

    private void at(Kind kind, Sort sort, String point) {
        long millis = kind == Kind.PAUSE_UNTIL_OVERTAKEN ? random.nextLong(300, 1_500) : pause();
        faults.add(new Fault(kind, Operation.APPLY, point, next(sort), millis));
    }

    /** Each change is used for one thing only; of a sort that is used up, one of another sort. */
    private String next(Sort sort) {
        for (Sort wanted : List.of(sort, Sort.SHARED, Sort.MARKED, Sort.MANUAL, Sort.RETRIED)) {
            @Nullable String next = Objects.requireNonNull(unused.get(wanted)).poll();
            if (next != null) {
                return next;
            }
        }
        throw new IllegalStateException("more things to happen than changes");
    }

    private long pause() {
        return LEASE_MILLIS + random.nextLong(200, 1_000);
    }

    private <T> T anyOf(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** What the change with this index is. */
    Sort sort(int index) {
        return sorts.get(index);
    }

    Sort sort(String change) {
        return sorts.get(Integer.parseInt(change) - 1);
    }

    List<Fault> faults() {
        return faults;
    }

    /** Whether the first attempt of this change loses its transaction in the middle, and does not notice. */
    boolean loses(String change, int attempt) {
        return attempt == 1 && losing.contains(change);
    }

    /** What the operator undoes while the others run. */
    List<String> undone() {
        return undone;
    }

    /** What he undoes by hand meanwhile. */
    List<String> undoneByHand() {
        return undoneByHand;
    }

    /** What he undoes in the end, so that it stays undone. */
    List<String> undoneAtLast() {
        return undoneAtLast;
    }

    /** How many of the processes are of the old version. */
    int oldProcesses() {
        return 3;
    }
}
