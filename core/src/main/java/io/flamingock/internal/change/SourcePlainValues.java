package io.flamingock.internal.change;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/** As {@link PlainValues}, of types that are not compiled yet. */
final class SourcePlainValues {

    private static final Set<String> BOXES = Set.of(
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Character",
            "java.lang.Short",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Float",
            "java.lang.Double",
            "java.lang.Void");

    private final ProcessingEnvironment environment;
    private final SourceTypes types;

    SourcePlainValues(ProcessingEnvironment environment, SourceTypes types) {
        this.environment = environment;
        this.types = types;
    }

    boolean isPlain(TypeMirror type) {
        return isPlain(type, new HashSet<>());
    }

    private boolean isPlain(TypeMirror type, Set<String> within) {
        if (type instanceof ArrayType array) {
            return isPlain(array.getComponentType(), within);
        }
        if (type instanceof WildcardType wildcard) {
            return wildcard.getExtendsBound() != null && isPlain(wildcard.getExtendsBound(), within);
        }
        if (!(type instanceof DeclaredType declared)) {
            return type.getKind().isPrimitive();
        }
        TypeElement element = (TypeElement) declared.asElement();
        if (element.getKind() == ElementKind.RECORD) {
            return isPlainRecord(declared, element, within);
        }
        if (!declared.getTypeArguments().isEmpty()) {
            return isContainer(element) && declared.getTypeArguments().stream().allMatch(it -> isPlain(it, within));
        }
        String packageName = environment
                .getElementUtils()
                .getPackageOf(element)
                .getQualifiedName()
                .toString();
        String name = types.raw(type);
        return BOXES.contains(name) || element.getKind() == ElementKind.ENUM || PlainValues.isPlain(name, packageName);
    }

    private boolean isPlainRecord(DeclaredType type, TypeElement element, Set<String> within) {
        if (within.size() > PlainValues.MOST_RECORDS || !within.add(types.name(type))) {
            return within.size() <= PlainValues.MOST_RECORDS;
        }
        return ElementFilter.recordComponentsIn(element.getEnclosedElements()).stream()
                .map(component -> environment.getTypeUtils().asMemberOf(type, component.getAccessor()))
                .map(accessor -> ((ExecutableType) accessor).getReturnType())
                .allMatch(component -> isPlain(component, within));
    }

    private boolean isContainer(TypeElement element) {
        return environment
                        .getElementUtils()
                        .getPackageOf(element)
                        .getQualifiedName()
                        .contentEquals("java.util")
                && (isA(element, Collection.class)
                        || isA(element, Map.class)
                        || types.raw(element.asType()).equals(Optional.class.getName()));
    }

    private boolean isA(TypeElement element, Class<?> parent) {
        Types utilities = environment.getTypeUtils();
        TypeElement wanted = environment.getElementUtils().getTypeElement(parent.getCanonicalName());
        return utilities.isSubtype(utilities.erasure(element.asType()), utilities.erasure(wanted.asType()));
    }
}
