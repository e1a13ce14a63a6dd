package io.flamingock.targets;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * An object offered for injection.
 *
 * @param type what it is offered as: a class, for which its subtypes' parameters match too, or a parametrised type
 * @param name the name that {@code @Named} asks for; {@code null} for none
 * @param object the object itself; handed over as it is
 */
public record Offered(Type type, @Nullable String name, Object object) {

    /** Offers an object as what it is. */
    public static Offered of(Object object) {
        return object instanceof Offered offered ? offered : new Offered(object.getClass(), null, object);
    }

    /** Offers an object under a parametrised type. */
    public static <T> Offered of(TypeRef<T> type, T object) {
        return new Offered(type.type(), null, object);
    }

    /** Offers an object under a name. */
    public static Offered named(String name, Object object) {
        return new Offered(object.getClass(), name, object);
    }
}
