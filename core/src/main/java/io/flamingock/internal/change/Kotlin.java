package io.flamingock.internal.change;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

/** What the Kotlin compiler does that its user does not see, for problems that come of it. Known by name only. */
final class Kotlin {

    private static final String CONTINUATION = "kotlin.coroutines.Continuation";

    private Kotlin() {}

    static boolean wrote(Class<?> type) {
        return Arrays.stream(type.getDeclaredAnnotations())
                .anyMatch(annotation -> annotation.annotationType().getName().equals("kotlin.Metadata"));
    }

    /** The name in the source: that of an {@code internal} function ends with the name of its module. */
    static String name(Method method) {
        String name = method.getName();
        int module = name.indexOf('$');
        return module > 0 && wrote(method.getDeclaringClass()) ? name.substring(0, module) : name;
    }

    /** A suspend function; what it is to go on with is its last parameter. */
    static boolean isSuspend(Method method) {
        return isSuspend(
                Arrays.stream(method.getParameterTypes()).map(Class::getName).toList());
    }

    static boolean isSuspend(List<String> parameters) {
        return !parameters.isEmpty() && parameters.get(parameters.size() - 1).equals(CONTINUATION);
    }

    /** Whether a constructor without parameters was added because all parameters have default arguments. */
    static boolean addedConstructor(Class<?> type) {
        return wrote(type)
                && Arrays.stream(type.getDeclaredConstructors()).anyMatch(Constructor::isSynthetic)
                && Arrays.stream(type.getDeclaredConstructors()).anyMatch(c -> c.getParameterCount() == 0);
    }

    /** Whether methods are one function with default arguments, as {@code @JvmOverloads} makes them. */
    static boolean areOverloads(List<Method> methods) {
        return methods.stream().allMatch(method -> wrote(method.getDeclaringClass()))
                && methods.stream().map(Method::getName).distinct().count() == 1;
    }

    /** {@code X::class} where {@code X::class.java} was meant. */
    static boolean isKClass(Class<?> type) {
        return type.getName().startsWith("kotlin.") && type.getSimpleName().contains("Class");
    }
}
