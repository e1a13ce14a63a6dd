package io.flamingock.targets;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * Carries a parametrised type: {@code new TypeRef<List<String>>() {}}.
 *
 * @param <T> the type it carries
 */
public abstract class TypeRef<T> {

    private final Type type;

    /**
     * For an anonymous subclass, which carries the type.
     *
     * @throws IllegalStateException no type was given
     */
    protected TypeRef() {
        if (!(getClass().getGenericSuperclass() instanceof ParameterizedType parameterized)) {
            throw new IllegalStateException("write new TypeRef<List<String>>() {} with the type in it");
        }
        this.type = parameterized.getActualTypeArguments()[0];
    }

    /** {@return the type it carries} */
    public final Type type() {
        return type;
    }
}
