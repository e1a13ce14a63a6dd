package io.flamingock.internal.change;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reaches classes and methods that are not public: by reflection, or by the user's own {@code Lookup} where a module
 * is not open to us. Asking runs no static initialiser; calling does.
 */
final class Access {

    private final MethodHandles.@Nullable Lookup users;
    private final Set<Class<?>> closed = new HashSet<>();

    Access(MethodHandles.@Nullable Lookup users) {
        this.users = users;
    }

    <M extends AccessibleObject & Member> boolean canReach(M member) {
        if (users == null) {
            return member.trySetAccessible();
        }
        try {
            MethodHandles.privateLookupIn(member.getDeclaringClass(), users);
            return true;
        } catch (IllegalAccessException e) {
            return member.trySetAccessible();
        }
    }

    /** Reports once that nothing of a class can be reached. */
    void reportClosed(Class<?> type, String place, Findings findings) {
        if (closed.add(type)) {
            findings.error("D10", place, "its package is not open to reflection", remedy(type));
        }
    }

    /** What to write into which {@code module-info}. */
    private static String remedy(Class<?> type) {
        Module ours = Access.class.getModule();
        return "write \"opens " + type.getPackageName() + (ours.isNamed() ? " to " + ours.getName() : "")
                + ";\" into the module-info of " + type.getModule().getName()
                + ", or give the builder a MethodHandles.lookup() of that module";
    }

    Invocation of(Method method) {
        return instance -> lookup(method).unreflect(method).asFixedArity().bindTo(instance);
    }

    Invocation of(Constructor<?> constructor) {
        return none -> lookup(constructor).unreflectConstructor(constructor).asFixedArity();
    }

    Invocation of(Field constant) {
        return none -> lookup(constant).unreflectGetter(constant);
    }

    private <M extends AccessibleObject & Member> MethodHandles.Lookup lookup(M member) throws IllegalAccessException {
        return member.trySetAccessible() || users == null
                ? MethodHandles.lookup()
                : MethodHandles.privateLookupIn(member.getDeclaringClass(), users);
    }
}
