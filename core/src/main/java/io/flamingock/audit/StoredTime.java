package io.flamingock.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;

/** Times as they are kept: ISO-8601 in UTC with milliseconds. */
final class StoredTime {

    /** A digit for each zero. */
    private static final String FORM = "0000-00-00T00:00:00.000Z";

    private StoredTime() {}

    /** Made when the first entry is written: a start with nothing to do needs none of its classes. */
    private static final class Format {
        static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    }

    static String text(Instant time) {
        return Format.TIME.format(time);
    }

    /**
     * The time that a text is, in our own form without a formatter.
     *
     * @throws java.time.DateTimeException it is none
     */
    static Instant of(String text) {
        if (!isInOurForm(text)) {
            return Instant.parse(text);
        }
        long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                .toEpochDay();
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (hour > 23 || minute > 59 || second > 59) {
            return Instant.parse(text); // which says what is wrong
        }
        return Instant.ofEpochSecond(
                TimeUnit.DAYS.toSeconds(day) + TimeUnit.HOURS.toSeconds(hour) + minute * 60L + second,
                TimeUnit.MILLISECONDS.toNanos(number(text, 20, 23)));
    }

    private static boolean isInOurForm(String text) {
        if (text.length() != FORM.length()) {
            return false;
        }
        for (int i = 0; i < FORM.length(); i++) {
            char c = text.charAt(i);
            if (FORM.charAt(i) == '0' ? c < '0' || c > '9' : c != FORM.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
