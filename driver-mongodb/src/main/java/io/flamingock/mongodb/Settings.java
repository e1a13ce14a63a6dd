package io.flamingock.mongodb;

import com.mongodb.client.MongoClient;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What the two public classes of this package are configured with.
 *
 * @param database where the collections are
 * @param autoCreate whether missing collections are created
 */
record Settings(
        MongoClient client,
        String database,
        Map<Role, String> names,
        boolean autoCreate,
        Duration lockTimeout,
        Duration networkTimeout) {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
    private static final Pattern DATABASE = Pattern.compile("[^\\x00-\\x20/\\\\.\"*<>:|?$]{1,63}");

    Settings {
        Objects.requireNonNull(client, "client is null");
        names = Map.copyOf(names);
    }

    static Settings of(MongoClient client, String database) {
        if (!DATABASE.matcher(database).matches()) {
            throw new IllegalArgumentException("[D18] '" + database + "' is no name of a MongoDB database");
        }
        if (!client.getWriteConcern().isAcknowledged()) {
            throw new IllegalArgumentException(
                    "[S30] this client does not wait for answers to its writes (w:0), so a"
                            + " change would be recorded as executed before it is: give Flamingock a client with w:majority or w:1");
        }
        Map<Role, String> names = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            names.put(role, "flamingock_" + role.name().toLowerCase(Locale.ROOT));
        }
        return new Settings(
                client,
                database,
                names,
                true,
                MongoAuditStore.DEFAULT_LOCK_TIMEOUT,
                MongoAuditStore.DEFAULT_NETWORK_TIMEOUT);
    }

    Settings withName(Role role, String name) {
        if (!IDENTIFIER.matcher(name).matches()) {
            throw new IllegalArgumentException("[D18] collection name '" + name
                    + "' is no identifier: a letter or '_', then at most 62 letters, digits or '_'");
        }
        Map<Role, String> renamed = new EnumMap<>(names);
        renamed.put(role, name);
        return new Settings(client, database, renamed, autoCreate, lockTimeout, networkTimeout);
    }

    Settings withAutoCreate(boolean autoCreate) {
        return new Settings(client, database, names, autoCreate, lockTimeout, networkTimeout);
    }

    Settings withLockTimeout(Duration lockTimeout) {
        return new Settings(
                client, database, names, autoCreate, positive("lock time-out", lockTimeout), networkTimeout);
    }

    Settings withNetworkTimeout(Duration networkTimeout) {
        return new Settings(
                client, database, names, autoCreate, lockTimeout, positive("network time-out", networkTimeout));
    }

    String name(Role role) {
        return names.getOrDefault(role, "");
    }

    private static Duration positive(String what, Duration duration) {
        if (duration.toMillis() < 1 || duration.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "[D18] " + what + " " + duration + " is not between 1 ms and " + Integer.MAX_VALUE + " ms");
        }
        return duration;
    }
}
