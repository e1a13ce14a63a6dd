package io.flamingock.internal.change;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a parameter asks for.
 *
 * @param position from 1
 * @param declared its type as it is declared
 * @param name the value of its {@code @Named}
 * @param nullable whether it is annotated with any {@code @Nullable}
 * @param ofKotlin whether it was written in Kotlin, whose question mark is not there at run time
 */
record Wanted(int position, Type declared, @Nullable String name, boolean nullable, boolean ofKotlin) {

    boolean isOptional() {
        return declared instanceof ParameterizedType parametrised && parametrised.getRawType() == Optional.class;
    }

    /** The type of the object, taken out of its {@code Optional}. */
    Type type() {
        return declared instanceof ParameterizedType parametrised && isOptional()
                ? parametrised.getActualTypeArguments()[0]
                : declared;
    }

    Class<?> rawType() {
        return GenericTypes.raw(type());
    }

    boolean mayBeMissing() {
        return isOptional() || (nullable && !rawType().isPrimitive());
    }

    /** How to ask for the same where it may be missing. */
    String optional() {
        Type type = rawType().isPrimitive() ? GenericTypes.boxed(rawType()) : type();
        return "Optional<" + GenericTypes.simpleName(type) + ">";
    }

    /** As it goes into the checksum. */
    String signature() {
        return signature(name, declared.getTypeName());
    }

    static String signature(@Nullable String name, String type) {
        return (name == null ? "" : "@Named(" + name + ") ") + type;
    }

    String describe() {
        return "parameter " + position + " (" + signature() + ")";
    }
}
