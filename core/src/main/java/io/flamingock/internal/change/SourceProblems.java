package io.flamingock.internal.change;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Problem;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/** Says in the words of {@link Problem} what is wrong with the source of one change, at the line that is wrong. */
final class SourceProblems {

    private final ProcessingEnvironment environment;
    private final TypeElement type;
    private boolean any;

    SourceProblems(ProcessingEnvironment environment, TypeElement type) {
        this.environment = environment;
        this.type = type;
    }

    String className() {
        return environment.getElementUtils().getBinaryName(type).toString();
    }

    /** Whether there was an error. */
    boolean any() {
        return any;
    }

    void error(String code, Element where, String found, String remedy) {
        say(Problem.error(code, place(where), found, remedy), where, null);
    }

    void warn(String code, Element where, String found, String remedy) {
        say(Problem.warn(code, place(where), found, remedy), where, null);
    }

    /** Says what was found in the values of the annotation. */
    void inAnnotation(Findings findings) {
        @Nullable AnnotationMirror unit = null;
        for (AnnotationMirror mirror : type.getAnnotationMirrors()) {
            unit = ((TypeElement) mirror.getAnnotationType().asElement())
                            .getQualifiedName()
                            .contentEquals(ChangeUnit.class.getName())
                    ? mirror
                    : unit;
        }
        for (Problem problem : findings.sorted()) {
            say(problem, type, unit);
        }
    }

    private String place(Element where) {
        return where.getKind() == ElementKind.METHOD ? className() + "#" + where.getSimpleName() : className();
    }

    private void say(Problem problem, Element where, @Nullable AnnotationMirror annotation) {
        boolean error = problem.severity() == Problem.Severity.ERROR;
        any |= error;
        // what is inherited is written elsewhere, where the compiler would not look
        boolean own = where.equals(type) || type.equals(where.getEnclosingElement());
        environment
                .getMessager()
                .printMessage(
                        error ? Diagnostic.Kind.ERROR : Diagnostic.Kind.WARNING,
                        problem.toString(),
                        own ? where : type,
                        annotation);
    }
}
