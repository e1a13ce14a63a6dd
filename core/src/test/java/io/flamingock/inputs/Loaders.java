package io.flamingock.inputs;

import io.flamingock.api.ChangeUnit;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Objects;

/** Class loaders as application servers and development tools make them. */
public final class Loaders {

    private Loaders() {}

    /** The same class, loaded once more from the same place. */
    public static Class<?> again(Class<?> type) throws ClassNotFoundException {
        return new ChildFirst(type.getPackageName() + ".", type, location(type)).loadClass(type.getName());
    }

    /** The same class, loaded beside a copy of our annotations, as from a second version of our jar. */
    public static Class<?> besideAnotherFlamingock(Class<?> type) throws ClassNotFoundException {
        return new ChildFirst("io.flamingock.api.", type, location(type), location(ChangeUnit.class))
                .loadClass(type.getName());
    }

    private static URL location(Class<?> type) {
        return Objects.requireNonNull(type.getProtectionDomain().getCodeSource())
                .getLocation();
    }

    /** Loads some packages, and one class, itself. Never closed: its classes are in use until the JVM of the tests ends. */
    private static final class ChildFirst extends URLClassLoader {
        private final String prefix;
        private final String type;

        private ChildFirst(String prefix, Class<?> type, URL... urls) {
            super(urls, type.getClassLoader());
            this.prefix = prefix;
            this.type = type.getName();
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(prefix) && !name.equals(type)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
