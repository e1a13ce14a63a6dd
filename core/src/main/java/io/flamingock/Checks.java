package io.flamingock;

import io.flamingock.api.InvalidChangesException;
import io.flamingock.api.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what the builder is told, and keeps what is wrong with it until it is built. */
final class Checks {

    private static final int LONGEST_TEXT = 255;
    private static final Duration LONGEST_LEASE = Duration.ofHours(24);

    private final List<Problem> problems = new ArrayList<>();

    void that(boolean right, String setting, String found, String remedy) {
        if (!right) {
            problems.add(Problem.error("D18", setting + "(…)", found, remedy));
        }
    }

    /** The values that are there, each of which should be. */
    @SafeVarargs
    final <T> List<T> present(String setting, @Nullable T... values) {
        List<T> present = new ArrayList<>();
        for (@Nullable T value : values) {
            that(value != null, setting, "is null", "give a value");
            if (value != null) {
                present.add(value);
            }
        }
        return present;
    }

    /** What is given now, where nothing was given before. */
    <T> @Nullable T once(String setting, @Nullable T before, T now) {
        that(before == null, setting, "was given twice", "give one");
        return present(setting, now).stream().findFirst().orElse(before);
    }

    /** The name, which should not be among those that there are. */
    String newName(String setting, String name, Set<String> names) {
        that(!names.contains(name), setting, "'" + name + "' was declared twice", "give each its own name");
        return text(setting, name);
    }

    /** The text; empty in place of one that is wrong. */
    String text(String setting, @Nullable String value) {
        boolean right =
                value != null && !value.isBlank() && value.strip().equals(value) && value.length() <= LONGEST_TEXT;
        String found = value == null ? "is null" : "is '" + value + "'";
        that(right, setting, found, "give 1 to " + LONGEST_TEXT + " characters, none of them a space at either end");
        return value == null ? "" : value;
    }

    /** The time; zero in place of a negative one. */
    Duration notNegative(String setting, Duration value) {
        that(!value.isNegative(), setting, "is " + value, "give a time that is not negative");
        return value.isNegative() ? Duration.ZERO : value;
    }

    void lease(Duration length, Duration renewal) {
        boolean positive = renewal.compareTo(Duration.ZERO) > 0;
        boolean right = length.compareTo(renewal.multipliedBy(2)) > 0 && length.compareTo(LONGEST_LEASE) <= 0;
        String remedy = "make it longer than two renewals, and at most " + LONGEST_LEASE;
        that(positive, "lease", "the renewal is " + renewal, "renew after a positive time");
        that(right, "lease", "is " + length + ", renewed every " + renewal, remedy);
    }

    /** The problems so far, and whether the two things are there without which there is nothing to run. */
    <T> T required(String service, @Nullable T auditStore) {
        Checks all = new Checks();
        all.problems.addAll(problems);
        all.that(!service.isEmpty(), "service", "is missing", "say whose log it is, such as service(\"users\")");
        all.that(auditStore != null, "auditStore", "is missing", "give one, such as SqlAuditStore.of(dataSource)");
        if (auditStore == null || !all.problems.isEmpty()) {
            throw new InvalidChangesException(all.problems);
        }
        return auditStore;
    }
}
