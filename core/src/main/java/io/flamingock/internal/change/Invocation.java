package io.flamingock.internal.change;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** How something of the user's is called. */
@FunctionalInterface
interface Invocation {

    /**
     * What calls it with its arguments and throws what it throws, on an instance where it is a method; constructors and
     * lambdas need none. A handle and not the call, because frames between {@code run()} and the user's method are
     * counted.
     */
    MethodHandle on(@Nullable Object instance) throws ReflectiveOperationException;
}
