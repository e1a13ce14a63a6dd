package io.flamingock.internal.change;

import io.flamingock.api.Named;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** The types of parameters, with the names that reflection would give them: they go into checksums. */
final class SourceTypes {

    private final ProcessingEnvironment environment;
    private final SourcePlainValues plain;

    SourceTypes(ProcessingEnvironment environment) {
        this.environment = environment;
        this.plain = new SourcePlainValues(environment, this);
    }

    List<IndexedChange.Parameter> parameters(ExecutableElement executable) {
        List<IndexedChange.Parameter> parameters = new ArrayList<>();
        for (VariableElement parameter : executable.getParameters()) {
            TypeMirror declared = parameter.asType();
            TypeMirror wanted = outOfOptional(declared).orElse(declared);
            Named named = parameter.getAnnotation(Named.class);
            boolean optional = outOfOptional(declared).isPresent();
            parameters.add(new IndexedChange.Parameter(
                    name(declared),
                    raw(wanted),
                    simpleName(wanted),
                    named == null ? null : named.value(),
                    optional || (isNullable(parameter) && !wanted.getKind().isPrimitive()),
                    plain.isPlain(wanted)));
        }
        return parameters;
    }

    List<String> rawParameters(ExecutableElement method) {
        return method.getParameters().stream()
                .map(parameter -> raw(parameter.asType()))
                .toList();
    }

    /** The name of its class, of a component type with brackets. */
    String raw(TypeMirror type) {
        return name(environment.getTypeUtils().erasure(type));
    }

    /** The names of its class and of all that this extends and implements. */
    List<String> familyOf(TypeMirror type) {
        return Stream.concat(
                        Stream.of(raw(type)),
                        type.getKind().isPrimitive()
                                ? Stream.of()
                                : environment.getTypeUtils().directSupertypes(type).stream()
                                        .flatMap(parent -> familyOf(parent).stream()))
                .toList();
    }

    /** As {@link java.lang.reflect.Type#getTypeName} of the class that is compiled from it. */
    String name(TypeMirror type) {
        if (type instanceof ArrayType array) {
            return name(array.getComponentType()) + "[]";
        }
        if (type instanceof WildcardType wildcard) {
            return wildcardName(wildcard);
        }
        if (!(type instanceof DeclaredType declared)) {
            return type.getKind().isPrimitive() || type.getKind() == TypeKind.VOID
                    ? type.getKind().name().toLowerCase(java.util.Locale.ROOT)
                    : environment.getTypeUtils().asElement(type).getSimpleName().toString();
        }
        TypeElement element = (TypeElement) declared.asElement();
        String name = environment.getElementUtils().getBinaryName(element).toString();
        if (declared.getEnclosingType() instanceof DeclaredType owner
                && name(owner).endsWith(">")) {
            name = name(owner) + "$" + element.getSimpleName();
        }
        return declared.getTypeArguments().isEmpty()
                ? name
                : name + "<"
                        + String.join(
                                ", ",
                                declared.getTypeArguments().stream()
                                        .map(this::name)
                                        .toList())
                        + ">";
    }

    static boolean isCalled(AnnotationMirror annotation, String simpleName) {
        return annotation.getAnnotationType().asElement().getSimpleName().contentEquals(simpleName);
    }

    /** Whether reflection would see it. */
    static boolean isAtRuntime(AnnotationMirror annotation) {
        Retention retention = annotation.getAnnotationType().asElement().getAnnotation(Retention.class);
        return retention != null && retention.value() == RetentionPolicy.RUNTIME;
    }

    private String wildcardName(WildcardType wildcard) {
        if (wildcard.getSuperBound() != null) {
            return "? super " + name(wildcard.getSuperBound());
        }
        return wildcard.getExtendsBound() == null
                        || name(wildcard.getExtendsBound()).equals(Object.class.getName())
                ? "?"
                : "? extends " + name(wildcard.getExtendsBound());
    }

    private static boolean isNullable(VariableElement parameter) {
        return Stream.concat(
                        parameter.getAnnotationMirrors().stream(), parameter.asType().getAnnotationMirrors().stream())
                .anyMatch(annotation -> isAtRuntime(annotation) && isCalled(annotation, "Nullable"));
    }

    private Optional<TypeMirror> outOfOptional(TypeMirror type) {
        return type instanceof DeclaredType declared
                        && !declared.getTypeArguments().isEmpty()
                        && raw(type).equals(Optional.class.getName())
                ? Optional.of(declared.getTypeArguments().get(0))
                : Optional.empty();
    }

    /** As {@link GenericTypes#simpleName}. */
    private String simpleName(TypeMirror type) {
        if (type instanceof DeclaredType declared) {
            String simple = declared.asElement().getSimpleName().toString();
            return declared.getTypeArguments().isEmpty()
                    ? simple
                    : simple + "<"
                            + String.join(
                                    ", ",
                                    declared.getTypeArguments().stream()
                                            .map(this::simpleName)
                                            .toList())
                            + ">";
        }
        boolean generic = type instanceof ArrayType array && isGeneric(array.getComponentType());
        return type instanceof ArrayType array && !generic ? simpleName(array.getComponentType()) + "[]" : name(type);
    }

    private static boolean isGeneric(TypeMirror type) {
        return type instanceof ArrayType array
                ? isGeneric(array.getComponentType())
                : type.getKind() == TypeKind.TYPEVAR
                        || (type instanceof DeclaredType declared
                                && !declared.getTypeArguments().isEmpty());
    }
}
