package io.flamingock.sql;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** What was said of a {@code DataSource}: as a store and as a target it says the same. */
final class SaidOnce {

    private static final Map<Key, Set<String>> SAID = new ConcurrentHashMap<>();

    private SaidOnce() {}

    /** Whether it was not said before, of this very object. */
    static boolean isNew(DataSource dataSource, String text) {
        SAID.keySet().removeIf(key -> key.get() == null);
        return SAID.computeIfAbsent(new Key(dataSource), any -> ConcurrentHashMap.newKeySet())
                .add(text);
    }

    /** By identity: some are equal to others that lead to a database which is gone. */
    private static final class Key extends WeakReference<DataSource> {
        private final int hash;

        Key(DataSource dataSource) {
            super(dataSource);
            this.hash = System.identityHashCode(dataSource);
        }

        @Override
        public boolean equals(Object other) {
            return this == other || (other instanceof Key key && key.get() != null && key.get() == get());
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
