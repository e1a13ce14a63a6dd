package io.flamingock.api;

import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds objects for injection where neither the target system nor a single dependency has one: the hook for Spring,
 * Guice, CDI. Asked at most once per parameter, before any lock is taken, on the thread that called {@code run()}.
 */
@FunctionalInterface
public interface DependencyLookup {

    /**
     * The object for a parameter; empty where there is none. A throw, or an object that is not of that type, is
     * reported as a problem of the parameter.
     *
     * @param type the type of the parameter: a class, or a parametrised type
     * @param name the value of its {@link Named}; {@code null} without one
     * @return handed over to the body as it is
     */
    Optional<?> find(Type type, @Nullable String name);
}
