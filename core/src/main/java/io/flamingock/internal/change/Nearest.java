package io.flamingock.internal.change;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the name that somebody may have meant. */
final class Nearest {

    private Nearest() {}

    /** {@code "; did you mean 'x'?"} for the nearest of the known names, or nothing where none is near. */
    static String didYouMean(String misspelt, Collection<String> known) {
        int tolerated = Math.max(2, misspelt.length() / 3);
        return known.stream()
                .distinct()
                .filter(name -> distance(misspelt, name) <= tolerated)
                .min(Comparator.<String>comparingInt(name -> distance(misspelt, name))
                        .thenComparing(name -> name))
                .map(name -> "; did you mean '" + name + "'?")
                .orElse("");
    }

    /** How many characters must be inserted, deleted or replaced; upper and lower case are the same. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
