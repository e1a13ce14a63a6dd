package io.flamingock.targets;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/** Carries a parametrised type: {@code new TypeRef<List<String>>() {}}. */
public abstract class TypeRef<T> {

    private final Type type;

    protected TypeRef() {
        if (!(getClass().getGenericSuperclass() instanceof ParameterizedType parameterized)) {
            throw new IllegalStateException("write new TypeRef<List<String>>() {} with the type in it");
        }
        this.type = parameterized.getActualTypeArguments()[0];
    }

    /** The type it carries. */
    public final Type type() {
        return type;
    }
}
