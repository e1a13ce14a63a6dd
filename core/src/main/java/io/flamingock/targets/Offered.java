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

    /**
     * Offers an object as what it is.
     *
     * @param object what is offered; an {@code Offered} is left as it is
     * @return without a name
     */
    public static Offered of(Object object) {
        return object instanceof Offered offered ? offered : new Offered(object.getClass(), null, object);
    }

    /**
     * Offers an object under a parametrised type.
     *
     * @param <T> the parametrised type
     * @param type such as {@code new TypeRef<List<String>>() {}}
     * @param object what is offered
     * @return without a name
     */
    public static <T> Offered of(TypeRef<T> type, T object) {
        return new Offered(type.type(), null, object);
    }

    /**
     * Offers an object under a name.
     *
     * @param name what {@code @Named} asks for
     * @param object what is offered, as what it is
     * @return with that name
     */
    public static Offered named(String name, Object object) {
        return new Offered(object.getClass(), name, object);
    }
}
