package io.flamingock.internal.change;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Knows the types through which nothing can be written: primitives and boxes, {@code String}, {@code java.time},
 * {@code java.math}, {@code UUID}, {@code URI}, enums, and records, arrays and collections of these.
 */
final class PlainValues {

    private static final Set<String> PLAIN = Set.of(String.class.getName(), UUID.class.getName(), URI.class.getName());

    /** How many records may be within one another. */
    static final int MOST_RECORDS = 100;

    private PlainValues() {}

    static boolean isPlain(Type type) {
        return isPlain(type, new HashSet<>());
    }

    private static boolean isPlain(Type type, Set<String> within) {
        if (type instanceof ParameterizedType parametrised) {
            return GenericTypes.raw(type).isRecord()
                    ? isPlainRecord(type, within)
                    : isContainer(GenericTypes.raw(type))
                            && Arrays.stream(parametrised.getActualTypeArguments())
                                    .allMatch(argument -> isPlain(argument, within));
        }
        if (type instanceof GenericArrayType array) {
            return isPlain(array.getGenericComponentType(), within);
        }
        if (type instanceof WildcardType wildcard) {
            return isPlain(wildcard.getUpperBounds()[0], within);
        }
        return type instanceof Class<?> c && isPlainClass(c, within);
    }

    private static boolean isPlainClass(Class<?> type, Set<String> within) {
        if (type.isArray()) {
            return isPlain(type.getComponentType(), within);
        }
        return GenericTypes.isPrimitiveOrBox(type)
                || type.isEnum()
                || isPlain(type.getName(), type.getPackageName())
                || (type.isRecord() && isPlainRecord(type, within));
    }

    /** Of a class that is known by name. */
    static boolean isPlain(String className, String packageName) {
        return PLAIN.contains(className)
                || packageName.equals("java.math")
                || packageName.equals("java.time")
                || packageName.startsWith("java.time.");
    }

    /** A record within itself says nothing new; one that nests new types without end is not plain. */
    private static boolean isPlainRecord(Type type, Set<String> within) {
        if (within.size() > MOST_RECORDS || !within.add(type.getTypeName())) {
            return within.size() <= MOST_RECORDS;
        }
        var arguments = GenericTypes.arguments(type);
        return Arrays.stream(GenericTypes.raw(type).getRecordComponents())
                .map(RecordComponent::getGenericType)
                .allMatch(component -> isPlain(GenericTypes.replace(component, arguments), within));
    }

    private static boolean isContainer(Class<?> type) {
        return type.getPackageName().equals("java.util")
                && (Collection.class.isAssignableFrom(type)
                        || Map.class.isAssignableFrom(type)
                        || type == Optional.class);
    }
}
