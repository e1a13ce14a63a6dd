package io.flamingock.internal.change;

import io.flamingock.api.Change;
import io.flamingock.api.Mode;
import io.flamingock.targets.TargetSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives a change its target system and its arguments, and says what follows: mode, notes, checksum. */
final class Wirer {

    private final Wiring wiring;
    private final Targets targets;
    private final Findings findings;
    private final Sha256 sha256 = new Sha256();

    Wirer(Wiring wiring, Targets targets, Findings findings) {
        this.wiring = wiring;
        this.targets = targets;
        this.findings = findings;
    }

    /** The wired change; empty where something is missing, which was reported. */
    Optional<WiredChange> wire(Declared declared) {
        TargetSystem target = targets.of(declared.header()).orElse(null);
        if (target == null) {
            return Optional.empty();
        }
        var injection = new Injection(wiring, target, findings);
        Call construction = declared.construction();
        List<Argument> ofConstructor = construction == null
                ? null
                : injection.ofConstructor(construction).orElse(null);
        List<Argument> known = ofConstructor == null ? List.of() : ofConstructor;
        WiredCall execution = wire(declared.execution(), declared, known, target, injection);
        WiredCall rollback = wire(declared.rollback(), declared, known, target, injection);
        if (construction == null || ofConstructor == null || execution == null) {
            return Optional.empty();
        }
        return Optional.of(new WiredChange(
                change(declared, target, execution, rollback),
                target,
                construction,
                ofConstructor,
                new WiredChange.Bodies(execution, rollback)));
    }

    private @Nullable WiredCall wire(
            @Nullable Call call,
            Declared declared,
            List<Argument> ofConstructor,
            TargetSystem target,
            Injection injection) {
        if (call == null) {
            return null;
        }
        boolean transactional = declared.header().attributes().transactional();
        return injection
                .ofMethod(call)
                .map(arguments ->
                        WiredCall.of(call, arguments, ofConstructor, transactional, target, wiring.storeDomain()))
                .orElse(null);
    }

    private Change change(Declared declared, TargetSystem target, WiredCall execution, @Nullable WiredCall rollback) {
        return change(declared.header(), target, execution.promised(), rollback == null ? null : rollback.promised());
    }

    /**
     * What is promised of a method of a change.
     *
     * @param signature what of it goes into the checksum
     */
    record Promised(String signature, Mode mode, List<String> notes) {}

    Change change(Header header, TargetSystem target, Promised execution, @Nullable Promised rollback) {
        Attributes attributes = header.attributes();
        List<String> notes = new ArrayList<>(execution.notes());
        if (rollback != null) {
            notes.addAll(rollback.notes());
        } else if (execution.mode() == Mode.NONE) {
            notes.add("no @RollbackExecution: what a failed attempt leaves behind stays there");
        }
        return new Change(
                header.id(),
                header.stage(),
                header.order(),
                target.name(),
                execution.mode(),
                attributes.recovery(),
                checksum(header, target, execution, rollback),
                new Change.Details(
                        attributes.author(),
                        attributes.description(),
                        header.place().source(),
                        rollback == null ? null : rollback.mode(),
                        attributes.timeout(),
                        notes));
    }

    /** Of what it declares about its effect; author, description, recovery and the name of its class are not part of it. */
    private String checksum(Header header, TargetSystem target, Promised execution, @Nullable Promised rollback) {
        return sha256.add(header.id())
                .add(header.stage())
                .add(target.name())
                .add(Boolean.toString(header.attributes().transactional()))
                .add(execution.signature())
                .add(rollback == null ? "" : rollback.signature())
                .hex();
    }
}
