package io.flamingock.examples.many;

import static java.util.stream.Collectors.toSet;

import java.util.Set;
import java.util.stream.LongStream;

/** How often an effect is there, from the numbers that a system answers. */
final class Tally {

    /** Some of an effect is there, and not all of it; or not everywhere as often. */
    static final long IN_PART = -1;

    private Tally() {}

    /** How often all parts are there. */
    static long together(long... parts) {
        return LongStream.of(parts).distinct().count() == 1 ? parts[0] : IN_PART;
    }

    /** How often so many are there. */
    static long perUnit(long number, int unit) {
        return number % unit == 0 ? number / unit : IN_PART;
    }

    /** How often so much was added to each of them. */
    static long perValue(LongStream values, int unit) {
        Set<Long> different = values.boxed().collect(toSet());
        if (different.isEmpty()) {
            return 0;
        }
        return different.size() == 1 ? perUnit(different.iterator().next(), unit) : IN_PART;
    }
}
