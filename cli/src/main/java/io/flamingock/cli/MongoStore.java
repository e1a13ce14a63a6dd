package io.flamingock.cli;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.flamingock.mongodb.MongoAuditStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** In MongoDB; a class of its own, so that the driver is loaded for it alone. */
record MongoStore(MongoClient client, String database) implements Store {

    static MongoStore of(StoreAddress address) {
        ConnectionString string = parsed(address.url());
        @Nullable String database = string.getDatabase();
        if (database == null || database.isEmpty()) {
            throw new UsageException("the address names no database: mongodb://HOST/DATABASE");
        }
        MongoClientSettings.Builder settings = MongoClientSettings.builder()
                .applyConnectionString(string)
                .applicationName("flamingock")
                .applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        Optional<String> user = address.user();
        if (user.isPresent()) {
            char[] password = address.password().orElse("").toCharArray();
            settings.credential(MongoCredential.createCredential(user.get(), source(string), password));
        }
        return new MongoStore(MongoClients.create(settings.build()), database);
    }

    private static ConnectionString parsed(String url) {
        try {
            return new ConnectionString(url);
        } catch (IllegalArgumentException e) {
            throw new UsageException("the address of the store is no connection string of MongoDB", e);
        }
    }

    /** The database that knows the user: as MongoDB's own tools say it. */
    private static String source(ConnectionString string) {
        @Nullable MongoCredential given = string.getCredential();
        return given == null ? "admin" : given.getSource();
    }

    @Override
    public MongoAuditStore auditStore() {
        return MongoAuditStore.of(client, database).networkTimeout(PATIENCE);
    }

    @Override
    public List<String> schema() {
        return auditStore().commands();
    }

    @Override
    public void close() {
        client.close();
    }
}
