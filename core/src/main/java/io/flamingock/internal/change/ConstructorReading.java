package io.flamingock.internal.change;

import io.flamingock.api.ChangeUnitConstructor;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds how the object of a change is made: an instance of the user's, a Kotlin or Scala object, or a constructor. */
final class ConstructorReading {

    private final Class<?> type;
    private final @Nullable Object instance;
    private final Access access;
    private final Findings findings;

    ConstructorReading(Class<?> type, @Nullable Object instance, Access access, Findings findings) {
        this.type = type;
        this.instance = instance;
        this.access = access;
        this.findings = findings;
    }

    Optional<Call> read() {
        if (instance != null) {
            return Optional.of(body(List.of(), none -> MethodHandles.constant(Object.class, instance)));
        }
        if (unusable(
                        "D9",
                        kind(),
                        Kotlin.wrote(type)
                                ? "declare it as a class of its own, an object, or a nested class without inner; not abstract"
                                : "declare it as a class of its own or a static nested one, neither abstract nor an enum")
                || unusable(
                        "D10",
                        Modifier.isPrivate(type.getModifiers()) ? "is private" : "",
                        "make it package-private; public is not needed")) {
            return Optional.empty();
        }
        Optional<Field> singleton = singleton();
        if (singleton.isPresent()) {
            return Optional.of(body(List.of(), access.of(singleton.get())));
        }
        return constructor().filter(this::reachable).map(found -> body(MethodReading.wanted(found), access.of(found)));
    }

    private Call body(List<Wanted> wanted, Invocation invocation) {
        return new Call(type.getName() + "#<init>", "<init>", wanted, invocation);
    }

    private boolean unusable(String code, String found, String remedy) {
        if (found.isEmpty()) {
            return false;
        }
        findings.error(code, type.getName(), found, remedy);
        return true;
    }

    /** Why no object of this class can be made, or nothing. */
    private String kind() {
        if (type.isAnnotation() || type.isInterface()) {
            return "is an interface";
        }
        if (type.isEnum()) {
            return "is an enum";
        }
        if (type.isAnonymousClass() || type.isLocalClass()) {
            return "is a local or anonymous class";
        }
        if (type.isMemberClass() && !Modifier.isStatic(type.getModifiers())) {
            return "is an inner class: it needs an object of "
                    + type.getDeclaringClass().getName();
        }
        return Modifier.isAbstract(type.getModifiers()) ? "is abstract" : "";
    }

    /** Where Kotlin ({@code INSTANCE}) and Scala ({@code MODULE$}) keep the one object of an {@code object}. */
    private Optional<Field> singleton() {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field ->
                        field.getName().equals("INSTANCE") || field.getName().equals("MODULE$"))
                .filter(field -> field.getType() == type)
                .filter(field -> (field.getModifiers() & (Modifier.PUBLIC | Modifier.STATIC | Modifier.FINAL))
                        == (Modifier.PUBLIC | Modifier.STATIC | Modifier.FINAL))
                .findFirst();
    }

    private Optional<Constructor<?>> constructor() {
        List<Constructor<?>> usable = constructors()
                .filter(constructor -> !Modifier.isPrivate(constructor.getModifiers()))
                .toList();
        List<Constructor<?>> marked = usable.stream()
                .filter(constructor -> constructor.isAnnotationPresent(ChangeUnitConstructor.class))
                .toList();
        if (marked.size() == 1 || (marked.isEmpty() && usable.size() == 1)) {
            return Optional.of(marked.isEmpty() ? usable.get(0) : marked.get(0));
        }
        if (usable.isEmpty()) {
            unusable("D5", "has no constructor that is not private", "make one package-private");
        } else {
            unusable(
                    "D5",
                    "has " + usable.size() + " constructors, and " + (marked.isEmpty() ? "none" : marked.size())
                            + " of them with @ChangeUnitConstructor",
                    Kotlin.addedConstructor(type)
                            ? "take the default argument of one parameter away: where all have one, Kotlin adds a"
                                    + " constructor without parameters, with the same annotations"
                            : "mark the one to be used with @ChangeUnitConstructor");
        }
        return Optional.empty();
    }

    /** Compilers add constructors of their own, Kotlin for default arguments. */
    private Stream<Constructor<?>> constructors() {
        return Arrays.<Constructor<?>>stream(type.getDeclaredConstructors())
                .filter(constructor -> !constructor.isSynthetic());
    }

    private boolean reachable(Constructor<?> constructor) {
        boolean reachable = access.canReach(constructor);
        if (!reachable) {
            access.reportClosed(type, type.getName(), findings);
        }
        return reachable;
    }
}
