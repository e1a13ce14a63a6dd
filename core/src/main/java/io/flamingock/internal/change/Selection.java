package io.flamingock.internal.change;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Decides by profiles whether a change is selected. */
final class Selection {

    private Selection() {}

    /** Why the active profiles leave a change out; empty: they do not. */
    static Optional<String> leftOut(List<String> declared, Set<String> active) {
        if (declared.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> forbidden = declared.stream()
                .filter(name -> name.startsWith("!") && active.contains(name.substring(1)))
                .findFirst();
        if (forbidden.isPresent()) {
            return Optional.of(
                    "profile '" + forbidden.get().substring(1) + "' is active, and it says '" + forbidden.get() + "'");
        }
        List<String> wanted =
                declared.stream().filter(name -> !name.startsWith("!")).toList();
        if (wanted.isEmpty() || wanted.stream().anyMatch(active::contains)) {
            return Optional.empty();
        }
        return Optional.of("none of its profiles '" + String.join("', '", wanted) + "' is active; active: "
                + (active.isEmpty() ? "none" : "'" + String.join("', '", new TreeSet<>(active)) + "'"));
    }
}
