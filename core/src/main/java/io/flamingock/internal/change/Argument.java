package io.flamingock.internal.change;

import org.jspecify.annotations.Nullable;

/** What a parameter will be given. */
sealed interface Argument {

    Wanted wanted();

    /** The object bound to the transaction of the attempt, or its auto-committing stand-in. */
    record Bound(Wanted wanted) implements Argument {}

    /** The context of the attempt. */
    record Context(Wanted wanted) implements Argument {}

    /** An object that is known from the start; {@code null} for one that may be missing and is. */
    record Known(Wanted wanted, @Nullable Object object) implements Argument {

        /** Whether something could be written through it that no transaction of ours knows of. */
        boolean mayWrite() {
            return object != null && !PlainValues.isPlain(wanted.type());
        }
    }
}
