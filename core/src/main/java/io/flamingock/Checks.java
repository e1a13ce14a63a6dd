package io.flamingock;

import io.flamingock.api.InvalidChangesException;
import io.flamingock.api.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.BaseStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** One of which something else is wrong is not missing besides. */
    private void thatThereIs(boolean there, String setting, String remedy) {
        boolean known =
                there || problems.stream().anyMatch(problem -> problem.place().equals(setting + "(…)"));
        that(known, setting, "is missing", remedy);
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

    /** The first of these, if all are there. */
    <T> Optional<T> whole(String setting, T first, Object... others) {
        int there = present(setting, first).size() + present(setting, others).size();
        return there == 1 + others.length ? Optional.of(first) : Optional.empty();
    }

    /** The value, or the other one in place of null. */
    <T> T given(String setting, T value, T otherwise) {
        return present(setting, value).stream().findFirst().orElse(otherwise);
    }

    /** What of this may be changes: a collection of them is none itself. */
    List<Object> changes(Object... given) {
        return present("changes", given).stream().filter(this::isNoCollection).toList();
    }

    private boolean isNoCollection(Object given) {
        boolean single = !(given instanceof Iterable
                || given instanceof BaseStream
                || given.getClass().isArray());
        String found = "is a collection, " + given.getClass().getName() + ", and no change";
        that(single, "changes", found, "give what is in it, changes(….toArray())");
        return single;
    }

    /** The names of profiles. */
    List<String> profiles(String... names) {
        List<String> given = present("profiles", names);
        for (String name : given) {
            boolean one = !name.isBlank() && !name.startsWith("!") && !name.contains(",");
            String each = Stream.of(name.split("[,!]"))
                    .filter(part -> !part.isBlank())
                    .map(part -> "\"" + part.strip() + "\"")
                    .collect(Collectors.joining(", "));
            that(
                    one,
                    "profiles",
                    "'" + name + "' is not one name",
                    "give each name for itself, profiles(" + each + ")");
        }
        return given;
    }

    /** A clock that tells the time, or the other one. */
    Clock clock(Clock clock, Clock otherwise) {
        Clock given = given("clock", clock, otherwise);
        @Nullable Object now = given.instant();
        that(now != null, "clock", "its instant() is null", "give one that tells the time, such as Clock.systemUTC()");
        return given;
    }

    /** What is given now, where nothing was given before. */
    <T> @Nullable T once(String setting, @Nullable T before, T now) {
        that(before == null, setting, "was given twice", "give one");
        List<T> there = present(setting, now);
        return there.isEmpty() ? before : there.get(0);
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
        Duration given = given(setting, value, Duration.ZERO);
        that(!given.isNegative(), setting, "is " + given, "give a time that is not negative");
        return given.isNegative() ? Duration.ZERO : given;
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
        all.thatThereIs(!service.isEmpty(), "service", "say whose log it is, such as service(\"users\")");
        all.thatThereIs(auditStore != null, "auditStore", "give one, such as SqlAuditStore.of(dataSource)");
        if (auditStore == null || !all.problems.isEmpty()) {
            throw new InvalidChangesException(all.problems);
        }
        return auditStore;
    }
}
