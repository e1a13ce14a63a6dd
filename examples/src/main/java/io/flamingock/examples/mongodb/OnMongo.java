package io.flamingock.examples.mongodb;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.flamingock.Flamingock;
import io.flamingock.api.RunReport;
import io.flamingock.mongodb.MongoAuditStore;
import io.flamingock.mongodb.MongoTargetSystem;

/** Applies changes to a MongoDB database, whose connection string is the argument; the log is kept in the same database. */
public final class OnMongo {

    private OnMongo() {}

    public static void main(String[] args) {
        try (MongoClient client = MongoClients.create(args[0])) {
            System.out.println(run(client));
        }
    }

    static RunReport run(MongoClient client) {
        return Flamingock.builder()
                .service("users")
                .auditStore(MongoAuditStore.of(client, "app"))
                .targetSystems(MongoTargetSystem.of("user-database", client, "app"))
                .changes("io.flamingock.examples.mongodb.changes")
                .run();
    }
}
