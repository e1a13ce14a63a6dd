package io.flamingock.sql;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What the two public classes of this package are configured with.
 *
 * @param schema where the tables are; {@code null}: where the session looks first
 * @param autoCreate whether missing tables are created; otherwise no DDL is ever sent
 */
record Settings(
        DataSource dataSource,
        @Nullable String schema,
        Map<Table, String> names,
        boolean autoCreate,
        Duration lockTimeout,
        Duration networkTimeout) {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    Settings {
        java.util.Objects.requireNonNull(dataSource, "dataSource is null");
        names = Map.copyOf(names);
    }

    static Settings of(DataSource dataSource) {
        Map<Table, String> names = new EnumMap<>(Table.class);
        for (Table table : Table.values()) {
            names.put(table, "flamingock_" + table.name().toLowerCase(java.util.Locale.ROOT));
        }
        return new Settings(
                dataSource,
                null,
                names,
                true,
                SqlAuditStore.DEFAULT_LOCK_TIMEOUT,
                SqlAuditStore.DEFAULT_NETWORK_TIMEOUT);
    }

    Settings withSchema(String schema) {
        return new Settings(dataSource, identifier("schema", schema), names, autoCreate, lockTimeout, networkTimeout);
    }

    Settings withName(Table table, String name) {
        Map<Table, String> renamed = new EnumMap<>(names);
        renamed.put(table, identifier("table name", name));
        return new Settings(dataSource, schema, renamed, autoCreate, lockTimeout, networkTimeout);
    }

    Settings withAutoCreate(boolean autoCreate) {
        return new Settings(dataSource, schema, names, autoCreate, lockTimeout, networkTimeout);
    }

    Settings withLockTimeout(Duration lockTimeout) {
        return new Settings(
                dataSource, schema, names, autoCreate, positive("lock time-out", lockTimeout), networkTimeout);
    }

    Settings withNetworkTimeout(Duration networkTimeout) {
        return new Settings(
                dataSource, schema, names, autoCreate, lockTimeout, positive("network time-out", networkTimeout));
    }

    String name(Table table) {
        return names.getOrDefault(table, "");
    }

    private static String identifier(String what, String text) {
        if (!IDENTIFIER.matcher(text).matches()) {
            throw new IllegalArgumentException("[D18] " + what + " '" + text
                    + "' is no identifier: a letter or '_', then at most 62 letters, digits or '_'");
        }
        return text;
    }

    private static Duration positive(String what, Duration duration) {
        if (duration.toMillis() < 1 || duration.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "[D18] " + what + " " + duration + " is not between 1 ms and " + Integer.MAX_VALUE + " ms");
        }
        return duration;
    }
}
