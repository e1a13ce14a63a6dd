package io.flamingock.cli;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The passwords of this call, so that nothing which is printed holds one, whatever a driver says. */
final class Secrets {

    private static final Pattern IN_ADDRESS =
            Pattern.compile("(?i)[?&;][\\w.-]*(?:password|passwd|passphrase|pwd|secret)=([^&;]+)|://[^/:@]*:([^/@]+)@");

    /** Shorter ones are parts of too many words. */
    private static final int SHORTEST = 3;

    private final Set<String> known = new HashSet<>();

    /** Whether there is one in this address; it is known from then on. */
    boolean areIn(String address) {
        Matcher matcher = IN_ADDRESS.matcher(address);
        boolean found = false;
        while (matcher.find()) {
            found = true;
            add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
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
        for (String secret : known) {
            without = without.replace(secret, "…");
        }
        return without;
    }
}
