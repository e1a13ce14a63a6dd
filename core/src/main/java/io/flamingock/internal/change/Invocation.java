package io.flamingock.internal.change;

import org.jspecify.annotations.Nullable;

/** Calls something of the user's, and throws what it throws. */
@FunctionalInterface
interface Invocation {

    /** Calls it, on an instance where it is a method; constructors and lambdas need none. */
    @Nullable
    Object invoke(@Nullable Object instance, @Nullable Object[] arguments) throws Throwable;
}
