package io.flamingock.cli;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The passwords of this call and of the application that it starts, so that nothing which is printed holds one, whatever
 * a driver says: those that are known by their value, and what stands where an address has its password.
 */
final class Secrets {

    private static final String NAMES = "(?:password|passwd|passphrase|pwd|secret)";

    /** {@code ?password=…}, {@code ;pwd=…}, {@code (password=…)}, and the same in a sentence. */
    private static final Pattern PARAMETER =
            Pattern.compile("(?i)(?<![\\w.-])[\\w.-]*" + NAMES + "\\s?=\\s?(\\{[^}]*}|\"[^\"]*\"|'[^']*'|[^&;,)\\s]+)");

    /** {@code user:…@host} of an address, also of the second of several hosts; digits alone may be a port. */
    private static final Pattern BEFORE_HOST =
            Pattern.compile("(?:://|(?<=[\\w.:-],))[^\\s:/?@,()\"']*:(?!\\d+(?:[,/?;\\s]|$))([^\\s,/?]+|[^\\s@]+)@");

    /** {@code jdbc:oracle:thin:user/…@host}. */
    private static final Pattern BEHIND_USER = Pattern.compile("(?i)jdbc:oracle:\\w+:[^\\s/@]+/([^\\s@]+)@");

    /** Of variables for the application: what they hold is a secret by their name. */
    private static final Pattern VARIABLE = Pattern.compile(
            "(?i).*(?:passw|passphrase|secret|token|credential|api_?key|access_?key|private_?key|[a-z0-9]_pwd|^pwd_).*");

    /** Shorter ones are parts of too many words. */
    private static final int SHORTEST = 3;

    private static final int SHORTEST_OF_OTHERS = 5;

    private static final String SHOWN = "…";
    private static final List<Pattern> PLACES = List.of(PARAMETER, BEFORE_HOST, BEHIND_USER);

    /** The longer ones first: one may be a part of another. */
    private final TreeSet<String> known =
            new TreeSet<>(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    Secrets(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            boolean unused = areIn(value);
            if (value.length() >= SHORTEST_OF_OTHERS && VARIABLE.matcher(name).matches()) {
                known.add(value);
            }
        });
    }

    /** Whether there is one in this address; it is known from then on. */
    boolean areIn(String address) {
        boolean found = false;
        for (Pattern place : PLACES) {
            for (Matcher matcher = place.matcher(address); matcher.find(); found = true) {
                String unused = add(matcher.group(1));
                unused = add(decoded(matcher.group(1)));
            }
        }
        return found;
    }

    String add(String secret) {
        if (secret.length() >= SHORTEST) {
            known.add(secret);
        }
        return secret;
    }

    String takenOutOf(String text) {
        String without = text;
        for (Pattern place : PLACES) {
            without = place.matcher(without)
                    .replaceAll(found ->
                            Matcher.quoteReplacement(found.group().substring(0, found.start(1) - found.start())
                                    + SHOWN
                                    + found.group().substring(found.end(1) - found.start())));
        }
        for (String secret : known) {
            without = without.replace(secret, SHOWN);
        }
        return without;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
