package io.flamingock.safety.races;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What is counted over races. */
public final class Counts {

    /** What is counted; the longest ending is the longest of all. */
    public enum Of {
        ROUNDS,
        KILLS,
        PAUSES,
        TAKEOVERS,
        DECISIONS,
        UNDOS,
        EFFECTS,
        DUPLICATES,
        EXPLAINED,
        LOSSES,
        LATE_APPENDS,
        BROKEN,
        LONGEST_ENDING_MS
    }

    private final Map<Of, Long> counts = new EnumMap<>(Of.class);

    void add(Of what, long more) {
        counts.merge(what, more, Long::sum);
    }

    void longest(Of what, long one) {
        counts.merge(what, one, Long::max);
    }

    public void addAll(Counts others) {
        others.counts.forEach((what, count) -> {
            if (what == Of.LONGEST_ENDING_MS) {
                longest(what, count);
            } else {
                add(what, count);
            }
        });
    }

    public long of(Of what) {
        return counts.getOrDefault(what, 0L);
    }

    @Override
    public String toString() {
        return Arrays.stream(Of.values())
                .map(what -> what.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + of(what))
                .collect(Collectors.joining(", "));
    }
}
