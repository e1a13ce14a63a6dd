package io.flamingock.internal.change;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.Named;
import java.lang.annotation.Annotation;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the two methods of a change, and reports what keeps them from being called, or their outcome from being true. */
final class MethodReading {

    private final Class<?> type;
    private final Access access;
    private final Findings findings;

    MethodReading(Class<?> type, Access access, Findings findings) {
        this.type = type;
        this.access = access;
        this.findings = findings;
    }

    /** The one method with the annotation; empty where there is none, or several, or one that cannot be called. */
    Optional<Method> find(Class<? extends Annotation> annotation) {
        String name = "@" + annotation.getSimpleName();
        List<Method> inherited = inherited(annotation).toList();
        inherited.forEach(method -> error(
                "D7",
                method,
                name + " is inherited from " + method.getDeclaringClass().getName() + " and would not run",
                "declare the method in " + type.getSimpleName() + " itself"));
        List<Method> found = ownMethods()
                .filter(method -> method.isAnnotationPresent(annotation))
                .toList();
        if (found.size() > 1) {
            findings.error(
                    "D6",
                    type.getName(),
                    found.size() + " methods have " + name + ": "
                            + String.join(
                                    ", ",
                                    found.stream().map(Kotlin::name).sorted().toList()),
                    Kotlin.areOverloads(found)
                            ? "remove @JvmOverloads: each method that it makes has the annotation"
                            : "keep it on one of them; two things to do are two changes");
            return Optional.empty();
        }
        boolean explained = !found.isEmpty() || foreign(annotation) || overriding(annotation) || !inherited.isEmpty();
        if (!explained && annotation == Execution.class) {
            missingExecution();
        }
        return found.stream().filter(method -> isCallable(method, name)).findFirst();
    }

    Call body(Method method) {
        AsyncTypes.check(method, type, findings);
        String name = Kotlin.name(method);
        List<Wanted> wanted = wanted(method);
        return new Call(
                type.getName() + "#" + name,
                name,
                Kotlin.isSuspend(method) ? wanted.subList(0, wanted.size() - 1) : wanted,
                access.of(method));
    }

    static List<Wanted> wanted(Executable executable) {
        Parameter[] parameters = executable.getParameters();
        Type[] types = executable.getGenericParameterTypes();
        boolean ofKotlin = Kotlin.wrote(executable.getDeclaringClass());
        List<Wanted> wanted = new ArrayList<>();
        for (int i = 0; i < parameters.length; i++) {
            Named named = parameters[i].getAnnotation(Named.class);
            String name = named == null ? null : named.value();
            wanted.add(new Wanted(i + 1, types[i], name, isNullable(parameters[i]), ofKotlin));
        }
        return wanted;
    }

    /** Anybody's annotation of that name will do, on the parameter or on its type. */
    private static boolean isNullable(Parameter parameter) {
        return Stream.concat(
                        Arrays.stream(parameter.getAnnotations()),
                        Arrays.stream(parameter.getAnnotatedType().getAnnotations()))
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"));
    }

    /** Compilers copy annotations to the bridges that they add. */
    private Stream<Method> ownMethods() {
        return Arrays.stream(type.getDeclaredMethods()).filter(method -> !method.isSynthetic());
    }

    private Stream<Method> inherited(Class<? extends Annotation> annotation) {
        return parents(type)
                .distinct()
                .flatMap(parent -> Arrays.stream(parent.getDeclaredMethods()))
                .filter(method -> !method.isSynthetic() && method.isAnnotationPresent(annotation))
                .filter(method -> ownMethods().noneMatch(own -> isSame(own, method)));
    }

    /** Whether a method has its annotation where it is declared first and not here, which was reported. */
    private boolean overriding(Class<? extends Annotation> annotation) {
        List<Method> annotated = parents(type)
                .distinct()
                .flatMap(parent -> Arrays.stream(parent.getDeclaredMethods()))
                .filter(method -> !method.isSynthetic() && method.isAnnotationPresent(annotation))
                .filter(method -> ownMethods().anyMatch(own -> isSame(own, method)))
                .toList();
        annotated.forEach(method -> error(
                "D6",
                method,
                "overrides one of " + method.getDeclaringClass().getName() + " that has @" + annotation.getSimpleName()
                        + ", and has none itself",
                "annotate it here, too, with @" + annotation.getSimpleName()));
        return !annotated.isEmpty();
    }

    private static boolean isSame(Method one, Method other) {
        return one.getName().equals(other.getName())
                && Arrays.equals(one.getParameterTypes(), other.getParameterTypes());
    }

    private static Stream<Class<?>> parents(Class<?> type) {
        return Stream.concat(Stream.<Class<?>>ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
                .flatMap(parent -> Stream.concat(Stream.of(parent), parents(parent)));
    }

    private void missingExecution() {
        Optional<Method> forgotten = ownMethods()
                .filter(method -> Kotlin.name(method).equals("execute")
                        || Kotlin.name(method).equals("execution"))
                .findFirst();
        findings.error(
                "D6",
                type.getName()
                        + forgotten.map(method -> "#" + Kotlin.name(method)).orElse(""),
                "no method has @Execution"
                        + forgotten
                                .map(method -> "; did you forget it on " + Kotlin.name(method) + "(…)?")
                                .orElseGet(this::inNestedClass),
                "annotate the method that applies the change with " + Execution.class.getName());
    }

    /** Where a companion object has it, or another class inside this one that is no change. */
    private String inNestedClass() {
        return Arrays.stream(type.getDeclaredClasses())
                .filter(nested -> !nested.isAnnotationPresent(ChangeUnit.class))
                .flatMap(nested -> Arrays.stream(nested.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Execution.class))
                .findFirst()
                .map(method -> "; that of " + method.getDeclaringClass().getSimpleName() + "#" + Kotlin.name(method)
                        + " belongs to another class")
                .orElse("");
    }

    /**
     * Whether there is an annotation of the same name from another package, left from a migration or an import gone wrong,
     * which was reported.
     */
    private boolean foreign(Class<? extends Annotation> annotation) {
        boolean any = false;
        for (Method method : ownMethods().toList()) {
            for (Annotation other : method.getAnnotations()) {
                Class<? extends Annotation> found = other.annotationType();
                if (found.getSimpleName().equals(annotation.getSimpleName())) {
                    any = true;
                    error(
                            "D6",
                            method,
                            "has " + found.getName() + ", which is not ours",
                            "import " + annotation.getName());
                }
            }
        }
        return any;
    }

    private boolean isCallable(Method method, String annotation) {
        int modifiers = method.getModifiers();
        if (type.isInterface() || Modifier.isAbstract(modifiers)) {
            return false; // the class is reported, which is the reason
        }
        String why = Modifier.isPrivate(modifiers) ? "private" : Modifier.isStatic(modifiers) ? "static" : "";
        if (!why.isEmpty()) {
            error(
                    "D7",
                    method,
                    "the method with " + annotation + " is " + why,
                    "make it an instance method of a class; package-private is enough");
            return false;
        }
        if (!access.canReach(method)) {
            access.reportClosed(type, type.getName() + "#" + method.getName(), findings);
            return false;
        }
        return true;
    }

    private void error(String code, Method method, String found, String remedy) {
        findings.error(code, type.getName() + "#" + Kotlin.name(method), found, remedy);
    }
}
