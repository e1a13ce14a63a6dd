package io.flamingock.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A page with places, such as {@code {{issues}}}, that are filled; what they are filled with is not looked into. */
final class Template {

    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z-]+)}}");

    private final String text;

    private Template(String text) {
        this.text = text;
    }

    /** One that the jar carries beside this class. */
    static Template named(String name) {
        try (InputStream in = Template.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar has no " + name);
            }
            return new Template(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String filled(Map<String, Html> content) {
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(piece(content, place)));
    }

    private static String piece(Map<String, Html> content, MatchResult place) {
        @Nullable Html piece = content.get(place.group(1));
        if (piece == null) {
            throw new IllegalStateException("nothing fills " + place.group());
        }
        return piece.toString();
    }
}
