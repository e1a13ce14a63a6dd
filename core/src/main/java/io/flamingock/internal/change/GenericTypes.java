package io.flamingock.internal.change;

import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides whether an object that was offered as one type fits a parameter of another, type arguments included. */
final class GenericTypes {

    /** How well an offered type fits. */
    enum Fit {
        NO,
        /** The classes fit, and nothing is known of the type arguments. */
        UNCHECKED,
        YES
    }

    private GenericTypes() {}

    static Fit fit(Type wanted, Type offered) {
        Class<?> wantedClass = boxed(raw(wanted));
        if (!wantedClass.isAssignableFrom(boxed(raw(offered)))) {
            return Fit.NO;
        }
        if (wanted instanceof Class<?>) {
            return Fit.YES;
        }
        if (!(wanted instanceof ParameterizedType parametrised)
                || !(supertype(offered, wantedClass) instanceof ParameterizedType found)) {
            return Fit.UNCHECKED;
        }
        Type[] wantedArguments = parametrised.getActualTypeArguments();
        Type[] foundArguments = found.getActualTypeArguments();
        Fit fit = Fit.YES;
        for (int i = 0; i < wantedArguments.length; i++) {
            Fit ofArgument = fitArgument(wantedArguments[i], foundArguments[i]);
            fit = ofArgument.compareTo(fit) < 0 ? ofArgument : fit;
        }
        return fit;
    }

    /** The class of a type without its arguments. */
    static Class<?> raw(Type type) {
        if (type instanceof Class<?> c) {
            return c;
        }
        if (type instanceof ParameterizedType parametrised) {
            return raw(parametrised.getRawType());
        }
        if (type instanceof GenericArrayType array) {
            return Array.newInstance(raw(array.getGenericComponentType()), 0).getClass();
        }
        if (type instanceof WildcardType wildcard) {
            return raw(wildcard.getUpperBounds()[0]);
        }
        return type instanceof TypeVariable<?> variable ? raw(variable.getBounds()[0]) : Object.class;
    }

    /** The type with simple names, for people: {@code Producer<String, byte[]>}. */
    static String simpleName(Type type) {
        if (type instanceof ParameterizedType parametrised) {
            if (parametrised.getActualTypeArguments().length == 0) { // that of the class around it are not repeated
                return raw(type).getSimpleName();
            }
            return Arrays.stream(parametrised.getActualTypeArguments())
                    .map(GenericTypes::simpleName)
                    .collect(Collectors.joining(", ", raw(type).getSimpleName() + "<", ">"));
        }
        return type instanceof Class<?> c ? simpleName(c) : type.getTypeName();
    }

    /** The class of a lambda has no name that would say something. */
    private static String simpleName(Class<?> type) {
        return type.isHidden() && type.getInterfaces().length > 0
                ? type.getInterfaces()[0].getSimpleName() + " (a lambda)"
                : type.getSimpleName();
    }

    static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    static boolean isPrimitiveOrBox(Class<?> type) {
        return type.isPrimitive() || MethodType.methodType(type).unwrap().returnType() != type;
    }

    /** The type arguments of a parametrised type, by the variables that they stand for. */
    static Map<Type, Type> arguments(Type type) {
        Map<Type, Type> arguments = new HashMap<>();
        if (type instanceof ParameterizedType parametrised) {
            TypeVariable<?>[] variables = raw(type).getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                arguments.put(variables[i], parametrised.getActualTypeArguments()[i]);
            }
        }
        return arguments;
    }

    /** A type with its variables replaced as far as they are known. */
    static Type replace(Type type, Map<Type, Type> arguments) {
        if (type instanceof ParameterizedType parametrised) {
            return new Parametrised(
                    raw(type),
                    Arrays.stream(parametrised.getActualTypeArguments())
                            .map(argument -> replace(argument, arguments))
                            .toList());
        }
        return arguments.getOrDefault(type, type);
    }

    private static Fit fitArgument(Type wanted, Type found) {
        if (found instanceof TypeVariable<?>) {
            return isAny(wanted) ? Fit.YES : Fit.UNCHECKED;
        }
        if (wanted instanceof WildcardType wildcard) {
            return Stream.concat(
                            Arrays.stream(wildcard.getUpperBounds()).map(bound -> fit(bound, found)),
                            Arrays.stream(wildcard.getLowerBounds()).map(bound -> fit(found, bound)))
                    .min(Fit::compareTo)
                    .orElse(Fit.YES);
        }
        return same(wanted, found) ? Fit.YES : Fit.NO;
    }

    private static boolean isAny(Type wanted) {
        return wanted instanceof WildcardType wildcard
                && wildcard.getLowerBounds().length == 0
                && List.of(wildcard.getUpperBounds()).equals(List.of(Object.class));
    }

    /** By structure: type objects that others have made need not be equal to those of the JDK. */
    private static boolean same(Type a, Type b) {
        if (a instanceof ParameterizedType left && b instanceof ParameterizedType right) {
            Type[] ofLeft = left.getActualTypeArguments();
            Type[] ofRight = right.getActualTypeArguments();
            boolean same = raw(a) == raw(b) && ofLeft.length == ofRight.length;
            for (int i = 0; same && i < ofLeft.length; i++) {
                same = same(ofLeft[i], ofRight[i]);
            }
            return same;
        }
        return a.equals(b) || (!(a instanceof Class<?>) && a.getTypeName().equals(b.getTypeName()));
    }

    private static @Nullable Type supertype(Type type, Class<?> wanted) {
        Class<?> raw = raw(type);
        if (raw == wanted) {
            return type;
        }
        Map<Type, Type> arguments = arguments(type);
        return Stream.concat(Stream.ofNullable(raw.getGenericSuperclass()), Arrays.stream(raw.getGenericInterfaces()))
                .filter(parent -> wanted.isAssignableFrom(raw(parent)))
                .map(parent -> supertype(replace(parent, arguments), wanted))
                .findFirst()
                .orElse(null);
    }

    private record Parametrised(Class<?> raw, List<Type> arguments) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return arguments.toArray(Type[]::new);
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return raw.getDeclaringClass();
        }

        @Override
        public String getTypeName() {
            return arguments.stream()
                    .map(Type::getTypeName)
                    .collect(Collectors.joining(", ", raw.getTypeName() + "<", ">"));
        }
    }
}
