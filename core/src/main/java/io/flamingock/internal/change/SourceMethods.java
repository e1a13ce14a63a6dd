package io.flamingock.internal.change;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Finds the two methods of a change in its source, as {@link MethodReading} finds them in its class. */
final class SourceMethods {

    private final ProcessingEnvironment environment;
    private final TypeElement type;
    private final SourceProblems problems;
    private final SourceTypes types;

    SourceMethods(ProcessingEnvironment environment, TypeElement type, SourceProblems problems, SourceTypes types) {
        this.environment = environment;
        this.type = type;
        this.problems = problems;
        this.types = types;
    }

    /** The one method with the annotation; empty where there is none that can be called, which was reported. */
    Optional<ExecutableElement> find(Class<? extends Annotation> annotation) {
        String name = "@" + annotation.getSimpleName();
        List<ExecutableElement> inherited = ofParents(annotation)
                .filter(method -> overriding(method).isEmpty())
                .toList();
        inherited.forEach(method -> problems.error(
                "D7",
                method,
                name + " is inherited from " + className(method) + " and would not run",
                "declare the method in " + type.getSimpleName() + " itself"));
        List<ExecutableElement> found = own(type)
                .filter(method -> method.getAnnotation(annotation) != null)
                .toList();
        if (found.size() > 1) {
            problems.error(
                    "D6",
                    found.get(1),
                    found.size() + " methods have " + name + ": "
                            + found.stream()
                                    .map(method -> method.getSimpleName().toString())
                                    .sorted()
                                    .collect(Collectors.joining(", ")),
                    "keep it on one of them; two things to do are two changes");
            return Optional.empty();
        }
        boolean explained = !found.isEmpty() || foreign(annotation) || overridden(annotation) || !inherited.isEmpty();
        if (!explained && annotation == Execution.class) {
            missingExecution();
        }
        return found.stream().filter(method -> isCallable(method, name)).findFirst();
    }

    IndexedChange.Body body(ExecutableElement method) {
        checkReturnType(method);
        return new IndexedChange.Body(method.getSimpleName().toString(), types.parameters(method));
    }

    private void checkReturnType(ExecutableElement method) {
        TypeMirror returned = method.getReturnType();
        if (Kotlin.isSuspend(types.rawParameters(method))) { // stubs that are made of Kotlin have it, too
            problems.error(
                    "D8",
                    method,
                    "is a suspend function: it returns before its work is done",
                    "make it an ordinary function; runBlocking { … } waits");
            return;
        }
        if (returned.getKind() == TypeKind.VOID) {
            return;
        }
        String name = types.raw(returned);
        if (AsyncTypes.isAsync(types.familyOf(returned))) {
            problems.error(
                    "D8",
                    method,
                    "returns " + name + ": success would be recorded before it happened",
                    "wait for the result (join(), get(), block()) and return void");
        } else {
            problems.warn("D8", method, "returns " + name + ", which nobody looks at", "return void");
        }
    }

    private boolean isCallable(ExecutableElement method, String annotation) {
        if (type.getKind().isInterface() || method.getModifiers().contains(Modifier.ABSTRACT)) {
            return false; // the class is reported, which is the reason
        }
        String why = method.getModifiers().contains(Modifier.PRIVATE)
                ? "private"
                : method.getModifiers().contains(Modifier.STATIC) ? "static" : "";
        if (!why.isEmpty()) {
            problems.error(
                    "D7",
                    method,
                    "the method with " + annotation + " is " + why,
                    "make it an instance method of a class; package-private is enough");
        }
        return why.isEmpty();
    }

    private static Stream<ExecutableElement> own(TypeElement type) {
        return ElementFilter.methodsIn(type.getEnclosedElements()).stream();
    }

    private Stream<ExecutableElement> ofParents(Class<? extends Annotation> annotation) {
        return parents(type)
                .distinct()
                .flatMap(SourceMethods::own)
                .filter(method -> method.getAnnotation(annotation) != null);
    }

    private Stream<TypeElement> parents(TypeElement child) {
        return Stream.concat(Stream.of(child.getSuperclass()), child.getInterfaces().stream())
                .map(parent -> environment.getTypeUtils().asElement(parent))
                .filter(TypeElement.class::isInstance)
                .map(TypeElement.class::cast)
                .flatMap(parent -> Stream.concat(Stream.of(parent), parents(parent)));
    }

    /** The method of this class that is the same as one of a parent. */
    private Optional<ExecutableElement> overriding(ExecutableElement inherited) {
        return own(type)
                .filter(method -> method.getSimpleName().equals(inherited.getSimpleName()))
                .filter(method -> types.rawParameters(method).equals(types.rawParameters(inherited)))
                .findFirst();
    }

    private boolean overridden(Class<? extends Annotation> annotation) {
        List<ExecutableElement> annotated = ofParents(annotation)
                .filter(method -> overriding(method).isPresent())
                .toList();
        annotated.forEach(method -> problems.error(
                "D6",
                overriding(method).orElseThrow(),
                "overrides one of " + className(method) + " that has @" + annotation.getSimpleName()
                        + ", and has none itself",
                "annotate it here, too, with @" + annotation.getSimpleName()));
        return !annotated.isEmpty();
    }

    private boolean foreign(Class<? extends Annotation> annotation) {
        boolean any = false;
        for (ExecutableElement method : own(type).toList()) {
            for (AnnotationMirror mirror : method.getAnnotationMirrors()) {
                if (SourceTypes.isAtRuntime(mirror) && SourceTypes.isCalled(mirror, annotation.getSimpleName())) {
                    any = true;
                    problems.error(
                            "D6",
                            method,
                            "has " + mirror.getAnnotationType() + ", which is not ours",
                            "import " + annotation.getName());
                }
            }
        }
        return any;
    }

    private void missingExecution() {
        Optional<ExecutableElement> forgotten = own(type)
                .filter(method -> method.getSimpleName().contentEquals("execute")
                        || method.getSimpleName().contentEquals("execution"))
                .findFirst();
        problems.error(
                "D6",
                forgotten.isPresent() ? forgotten.get() : type,
                "no method has @Execution"
                        + forgotten
                                .map(method -> "; did you forget it on " + method.getSimpleName() + "(…)?")
                                .orElseGet(this::inNestedClass),
                "annotate the method that applies the change with " + Execution.class.getName());
    }

    private String inNestedClass() {
        return ElementFilter.typesIn(type.getEnclosedElements()).stream()
                .filter(nested -> nested.getAnnotation(ChangeUnit.class) == null)
                .flatMap(SourceMethods::own)
                .filter(method -> method.getAnnotation(Execution.class) != null)
                .findFirst()
                .map(method -> "; that of " + className(method).replaceFirst(".*[.$]", "") + "#"
                        + method.getSimpleName() + " belongs to another class")
                .orElse("");
    }

    private String className(ExecutableElement method) {
        return environment
                .getElementUtils()
                .getBinaryName((TypeElement) method.getEnclosingElement())
                .toString();
    }
}
