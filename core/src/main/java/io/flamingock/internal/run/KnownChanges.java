package io.flamingock.internal.run;

import io.flamingock.internal.change.Outline;
import java.util.function.Supplier;

/**
 * The changes of this version of the code, loaded only where that is needed.
 *
 * @param outline enough to see that there is nothing to do
 * @param all loads and wires them, and throws what is wrong with them
 */
public record KnownChanges(Outline outline, Supplier<ChangesInCode> all) {

    /** Of changes that were loaded already. */
    public static KnownChanges of(ChangesInCode loaded) {
        return new KnownChanges(loaded.wired().outline(), () -> loaded);
    }

    ChangesInCode load() {
        return all.get();
    }
}
