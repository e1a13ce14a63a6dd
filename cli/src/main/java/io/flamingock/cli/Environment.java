package io.flamingock.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The variables that this tool reads, and those that look as if they were. */
enum Environment {
    STORE,
    SERVICE,
    USER,
    PASSWORD,
    PASSWORD_FILE,
    OPERATOR,
    DRIVER_PATH;

    private static final String PREFIX = "FLAMINGOCK_";

    /** Of the tests of this library, and of the start script. */
    private static final List<String> OF_OTHERS = List.of("FLAMINGOCK_TEST_", "FLAMINGOCK_CACHE");

    private static final int FAR = 4;

    String variable() {
        return PREFIX + name();
    }

    @Nullable
    String in(Map<String, String> environment) {
        @Nullable String value = environment.get(variable());
        return value == null || value.isBlank() ? null : value;
    }

    /** One sentence for each variable of ours that nobody reads. */
    static List<String> misspelt(Map<String, String> environment) {
        List<String> sentences = new ArrayList<>();
        environment.keySet().stream()
                .filter(name -> looksLikeOurs(name) && OF_OTHERS.stream().noneMatch(name::startsWith))
                .sorted()
                .forEach(name -> sentences.add("the variable " + name + " is none that this tool reads"
                        + nearest(
                                        name,
                                        Stream.of(values())
                                                .map(Environment::variable)
                                                .toList())
                                .map(it -> "; did you mean " + it + "?")
                                .orElse("")));
        return sentences;
    }

    private static boolean looksLikeOurs(String name) {
        boolean known = Stream.of(values()).anyMatch(it -> it.variable().equals(name));
        String upper = name.toUpperCase(Locale.ROOT);
        int underscore = upper.indexOf('_');
        return !known && underscore > 0 && distance(upper.substring(0, underscore + 1), PREFIX) <= 2;
    }

    /** The one that was probably meant, if one is near. */
    static Optional<String> nearest(String text, List<String> known) {
        return known.stream()
                .min((a, b) -> Integer.compare(distance(text, a), distance(text, b)))
                .filter(it -> distance(text, it) <= Math.min(FAR, it.length() / 2));
    }

    /** How many letters are to be put in, taken out or changed. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
