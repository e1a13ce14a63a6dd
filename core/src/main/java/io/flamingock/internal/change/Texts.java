package io.flamingock.internal.change;

import java.util.stream.Collectors;

/** Checks the texts that a change is known by: whatever can be read is allowed, what cannot be seen is not. */
final class Texts {

    static final int LONGEST = 255;

    private Texts() {}

    static void check(Header header, Findings findings) {
        if (header.id().isBlank()) {
            findings.error("D16", header.place().source(), "the id is empty", "give it an id that never changes");
        } else if (!header.id().strip().equals(header.id())) { // some databases take it for the one without
            findings.error(
                    "D16",
                    header.place().source(),
                    "the id '" + visible(header.id()) + "' begins or ends with a space",
                    "remove it");
        }
        check("id", header.id(), header.place(), findings);
        check("stage", header.stage(), header.place(), findings);
        check("order", header.order(), header.place(), findings);
        check("author", header.attributes().author(), header.place(), findings);
        check("description", header.attributes().description(), header.place(), findings);
        for (String profile : header.attributes().profiles()) {
            if (profile.isBlank() || profile.equals("!")) {
                findings.error(
                        "D16",
                        header.place().source(),
                        "a name in @Profiles is empty",
                        "name a profile, or leave the annotation out");
            }
            check("profile", profile, header.place(), findings);
        }
    }

    /** The text with what cannot be seen written as {@code \\uXXXX}. */
    static String visible(String text) {
        return text.codePoints()
                .mapToObj(c -> isInvisible(c) ? "\\u%04X".formatted(c) : Character.toString(c))
                .collect(Collectors.joining());
    }

    private static void check(String what, String text, Place place, Findings findings) {
        if (text.length() > LONGEST) {
            findings.error(
                    "D16",
                    place.source(),
                    "the " + what + " has " + text.length() + " characters, more than " + LONGEST,
                    "shorten it");
        }
        if (hasInvisible(text)) {
            String shown = visible(text);
            findings.error(
                    "D16",
                    place.source(),
                    "the " + what + " has characters that cannot be seen: "
                            + (shown.length() > LONGEST ? shown.substring(0, LONGEST) + "…" : shown),
                    "remove control characters, zero-width characters and marks of writing direction");
        }
    }

    private static boolean hasInvisible(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (isInvisible(text.codePointAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
