package io.flamingock.internal.change;

import io.flamingock.api.Change;
import io.flamingock.api.Mode;
import io.flamingock.api.Operation;
import io.flamingock.targets.TargetSystem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change together with its target system and with all that its methods will be given. Immutable. */
public final class WiredChange {

    private final Change change;
    private final TargetSystem target;
    private final Call construction;
    private final List<Argument> ofConstructor;
    private final Bodies bodies;

    /** What applies it, and what takes it back. */
    record Bodies(WiredCall execution, @Nullable WiredCall rollback) {
        @Nullable
        WiredCall of(Operation operation) {
            return operation == Operation.APPLY ? execution : rollback;
        }
    }

    WiredChange(Change change, TargetSystem target, Call construction, List<Argument> ofConstructor, Bodies bodies) {
        this.change = change;
        this.target = target;
        this.construction = construction;
        this.ofConstructor = List.copyOf(ofConstructor);
        this.bodies = bodies;
    }

    public Change change() {
        return change;
    }

    public TargetSystem target() {
        return target;
    }

    /**
     * Whether its method gets objects bound to a transaction, which must be open then: in mode NONE, too, where it gets
     * others besides.
     */
    public boolean isBound(Operation operation) {
        WiredCall body = bodies.of(operation);
        return body != null && body.bound();
    }

    /** Whether one of its methods gets objects that its target binds to a transaction, if it is in one or not. */
    public boolean takesBound() {
        WiredCall rollback = bodies.rollback();
        return bodies.execution().takesBound() || (rollback != null && rollback.takesBound());
    }

    /**
     * Constructs the user's object with its injected parameters: runs the static initialiser and the constructor, and
     * throws what they threw, not wrapped. Each call gives another object, except where the user handed over an
     * instance.
     */
    public BuiltChange build() throws Throwable {
        try {
            Object instance = construction
                    .invocation()
                    .on(null)
                    .invokeWithArguments(
                            ofConstructor.stream().map(ConstructedChange::known).toArray());
            return new ConstructedChange(change.id(), instance, bodies, target);
        } catch (ExceptionInInitializerError e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /**
     * The same change in another mode, because its target cannot keep what its declaration promises (no right to create
     * the markers). What it gets stays bound: {@link #isBound} is as before.
     */
    public WiredChange inMode(Mode mode, String note) {
        return new WiredChange(change.inMode(mode, note), target, construction, ofConstructor, bodies);
    }

    /**
     * The same change in mode NONE and not bound, because its target turned out to have no transactions: what would be
     * bound commits by itself.
     */
    public WiredChange withoutTransaction(String note) {
        WiredCall rollback = bodies.rollback();
        return new WiredChange(
                change.inMode(Mode.NONE, note),
                target,
                construction,
                ofConstructor,
                new Bodies(
                        bodies.execution().withoutTransaction(),
                        rollback == null ? null : rollback.withoutTransaction()));
    }
}
