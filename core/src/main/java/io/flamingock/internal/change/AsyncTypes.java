package io.flamingock.internal.change;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Refuses methods that return before their work is done: success would be recorded before it happened. Types of other
 * libraries are known by name, so that none of them is needed.
 */
final class AsyncTypes {

    private static final List<Class<?>> OF_THE_JDK = List.of(CompletionStage.class, Future.class, Flow.Publisher.class);

    /** Names, or the beginnings of names where they end with a dot. */
    private static final List<String> OF_OTHERS = List.of(
            "org.reactivestreams.Publisher",
            "reactor.core.publisher.",
            "io.reactivex.",
            "rx.",
            "io.smallrye.mutiny.",
            "kotlinx.coroutines.",
            "scala.concurrent.Future");

    private AsyncTypes() {}

    static void check(Method method, Class<?> type, Findings findings) {
        String place = type.getName() + "#" + Kotlin.name(method);
        Class<?> returned = method.getReturnType();
        if (Kotlin.isSuspend(method)) {
            findings.error(
                    "D8",
                    place,
                    "is a suspend function: it returns before its work is done",
                    "make it an ordinary function; runBlocking { … } waits");
        } else if (isAsync(returned)) {
            findings.error(
                    "D8",
                    place,
                    "returns " + returned.getName() + ": success would be recorded before it happened",
                    "wait for the result (join(), get(), block()) and return void");
        } else if (returned != void.class) {
            findings.warn(
                    "D8",
                    place,
                    "returns " + returned.getName() + ", which nobody looks at",
                    Kotlin.wrote(type) ? "write its body in braces, so that it returns Unit" : "return void");
        }
    }

    private static boolean isAsync(Class<?> type) {
        return isAsync(family(type).map(Class::getName).toList());
    }

    /** By the names of a class and of all that it extends and implements. */
    static boolean isAsync(List<String> family) {
        return family.stream()
                .anyMatch(name -> OF_THE_JDK.stream()
                                .anyMatch(async -> async.getName().equals(name))
                        || OF_OTHERS.stream()
                                .anyMatch(other -> other.endsWith(".") ? name.startsWith(other) : name.equals(other)));
    }

    private static Stream<Class<?>> family(Class<?> type) {
        return Stream.concat(
                Stream.of(type),
                Stream.concat(
                                Stream.<Class<?>>ofNullable(type.getSuperclass()),
                                Arrays.<Class<?>>stream(type.getInterfaces()))
                        .flatMap(AsyncTypes::family));
    }
}
