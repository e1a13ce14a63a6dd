package io.flamingock.internal.change;

import io.flamingock.targets.TargetSystem;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the target system of each change by its name. */
final class Targets {

    private final Map<String, TargetSystem> byName = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();
    private final Findings findings;

    Targets(List<TargetSystem> targets, Findings findings) {
        this.findings = findings;
        for (TargetSystem target : targets) {
            if (target.name().isBlank()) {
                findings.error("D11", "targetSystems(…)", "a target system has no name", "give it a name");
            }
            if (byName.putIfAbsent(target.name(), target) != null) {
                findings.error(
                        "D11",
                        "targetSystems(…)",
                        "two target systems are called '" + target.name() + "'",
                        "give each a name of its own");
            }
        }
    }

    /** The target system of a change; empty where there is none, which was reported. */
    Optional<TargetSystem> of(Header header) {
        String name = header.attributes().target();
        if (name == null && byName.size() == 1) {
            name = byName.keySet().iterator().next();
        }
        if (name == null) {
            findings.error(
                    "D11",
                    header.place().source(),
                    byName.isEmpty()
                            ? "it names no target system, and none is given"
                            : "it names no target system, and there are " + byName.size() + ": " + known(),
                    byName.isEmpty()
                            ? "give the builder targetSystems(…)"
                            : "write @TargetSystem(\"…\") with one of them, or target(\"…\") where it has no class;"
                                    + " naming the one it ran on is no drift");
            return Optional.empty();
        }
        TargetSystem target = byName.get(name);
        if (target == null) {
            findings.error(
                    "D11",
                    header.place().source(),
                    "unknown target system '" + Texts.visible(name) + "'; known: " + known()
                            + Nearest.didYouMean(name, byName.keySet()),
                    "give it to targetSystems(…) on the builder, or name a known one");
        }
        used.add(name);
        return Optional.ofNullable(target);
    }

    /** A change that is left out uses its target system, too. */
    void use(Header header) {
        String name = header.attributes().target();
        if (name != null) {
            used.add(name);
        } else if (byName.size() == 1) {
            used.addAll(byName.keySet());
        }
    }

    /** Where there are errors it may be their consequence: the change that is for it could not be read. */
    void reportUnused() {
        if (findings.hasErrors()) {
            return;
        }
        for (String name : byName.keySet()) {
            if (!used.contains(name)) {
                findings.info(
                        "D11",
                        "targetSystems(…)",
                        "no change is for target system '" + name + "'",
                        "leave it out if that is not meant");
            }
        }
    }

    private String known() {
        return byName.isEmpty() ? "none" : "'" + String.join("', '", byName.keySet()) + "'";
    }
}
